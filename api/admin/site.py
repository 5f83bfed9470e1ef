"""The admin of one district: who may enter, and what of Django's it leaves out."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm
from unfold.sites import UnfoldAdminSite

from tenants.acts.authors import Author
from tenants.permissions import Role, reach_of
from tenants.readers import ANYBODY, Reader, author_for

ROSTERS = "rosters/"


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

    def may_open(self, request: HttpRequest, rest: str) -> bool:
        """Whether the page at this address is for the reader: the rosters are for managers, who have no
        business in the rest."""
        return may_import(request) if rest.startswith(ROSTERS) else self.has_permission(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label) if self.has_permission(request) else []
        return [*apps, _rosters()] if app_label is None and may_import(request) else apps

    def extra_urls(self) -> list[URLPattern]:
        """Pages that show no model."""
        from .rosters import rosters_page

        return [path(ROSTERS, rosters_page, name="rosters")]


site = DistrictAdminSite(name="admin")


def _rosters() -> dict[str, Any]:
    """The page of rosters among the models, as the sidebar lists them."""
    page = {
        "name": _("Hand in, write out"),
        "object_name": "Roster",
        "admin_url": reverse("admin:rosters"),
        "add_url": None,
        "view_only": True,
        "perms": {"view": True, "add": False, "change": False, "delete": False},
    }
    address = page["admin_url"]
    return {
        "name": _("Rosters"),
        "app_label": "rosters",
        "app_url": address,
        "has_module_perms": True,
        "models": [page],
    }


def reader_of_request(request: HttpRequest) -> Reader:
    """Who asks, with the mandates that hold in the open district; set at the entrance."""
    return getattr(request, "reader", ANYBODY)


def may_import(request: HttpRequest) -> bool:
    """Whether the reader may hand in a roster of any tower."""
    reader = reader_of_request(request)
    return reader.may("import", "roster", owner=reader.principals)


def author_of_request(request: HttpRequest, verb: str, thing: str) -> Author:
    """Under which mandate the reader does this. Raises Refusal `FORBIDDEN`."""
    reader = reader_of_request(request)
    for mandate in reader.mandates:
        if reach_of(Role(mandate.role), verb, thing) and reach_of(Role(mandate.role), "enter", "admin"):
            return author_for(reader, mandate.id)
    if Role.OPERATOR in reader.roles:
        return Author(role=Role.OPERATOR, account_id=reader.account.pk)
    return author_for(reader, None)
