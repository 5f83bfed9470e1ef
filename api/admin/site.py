"""The admin of one district: who may enter, and what of Django's it leaves out."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm
from unfold.sites import UnfoldAdminSite

from tenants.acts.authors import Author
from tenants.permissions import Role, reach_of
from tenants.readers import ANYBODY, Reader, author_for


class SignInForm(AuthenticationForm):
    """Login and password, under the same limits on guessing as everywhere else."""

    def clean(self) -> dict[str, Any]:
        credentials = {name: self.cleaned_data.get(name) for name in ("username", "password")}
        if all(credentials.values()):
            self.user_cache = get_adapter(self.request).authenticate(self.request, **credentials)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
        return self.cleaned_data

    def get_invalid_login_error(self) -> ValidationError:
        # Whether the login exists, and whether it may enter here, is not told.
        return ValidationError(_("Login or password is wrong."), code="invalid_login")


class DistrictAdminSite(UnfoldAdminSite):
    """Mounted under `/d/<slug>/admin/`; see `entrance.py` for how it gets there."""

    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        return reader_of_request(request).may("enter", "admin")

    def search(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Not here: the theme's search keeps its results in a cache that knows no districts."""
        raise Http404


site = DistrictAdminSite(name="admin")


def reader_of_request(request: HttpRequest) -> Reader:
    """Who asks, with the mandates that hold in the open district; set at the entrance."""
    return getattr(request, "reader", ANYBODY)


def author_of_request(request: HttpRequest, verb: str, thing: str) -> Author:
    """Under which mandate the reader does this. Raises Refusal `FORBIDDEN`."""
    reader = reader_of_request(request)
    for mandate in reader.mandates:
        if reach_of(Role(mandate.role), verb, thing) and reach_of(Role(mandate.role), "enter", "admin"):
            return author_for(reader, mandate.id)
    if Role.OPERATOR in reader.roles:
        return Author(role=Role.OPERATOR, account_id=reader.account.pk)
    return author_for(reader, None)
