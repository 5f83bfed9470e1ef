"""`/d/<slug>/admin/…`: one district is opened for the whole request, the page's rendering included."""

from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import (
    Resolver404,
    get_script_prefix,
    get_urlconf,
    path,
    resolve,
    reverse,
    set_script_prefix,
    set_urlconf,
)
from django.utils import translation

from api.page_policy import own_content_only
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.readers import reader_of

from .registered import site

urlpatterns = [path("admin/", site.urls)]


def district_admin(request: HttpRequest, slug: str, rest: str = "") -> HttpResponseBase:
    """The admin of the district, for who may enter it; everybody else who is signed in is told so.

    Who is not signed in gets the same form at every address, and who may not enter the same page, so
    that nobody learns which districts there are.
    """
    account = get_user(request)  # not request.user, which is only a lazy likeness of it
    with _AddressesUnder(f"/d/{slug}/"):
        if not account.is_authenticated:
            if rest != "login/":
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            return _rendered(site.login(request))
        if rest == "logout/":
            return _rendered(site.logout(request))
        district = District.objects.filter(slug=slug).first()
        if district is None:
            return _closed(request, slug)
        with scope(district):
            request.reader = reader_of(account)  # type: ignore[attr-defined]
            request.district = district  # type: ignore[attr-defined]
            if not site.may_open(request, rest):
                return _closed(request, slug)
            with translation.override(account.language or translation.get_language()):
                return _rendered(_view(request, rest))


@own_content_only
def _closed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Signed in, but not for this admin: said in words, and how to sign in as somebody else."""
    return render(
        request, "api/admin_closed.html", {"slug": slug, "out": reverse("admin:logout")}, status=403
    )


def _view(request: HttpRequest, rest: str) -> HttpResponseBase:
    try:
        match = resolve(f"/admin/{rest}")
    except Resolver404:
        raise Http404 from None
    request.resolver_match = match
    return match.func(request, *match.args, **match.kwargs)


def _rendered(response: Any) -> HttpResponseBase:
    """Templates read rows while they are rendered: that must happen inside."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    return response


class _AddressesUnder:
    """The admin makes its addresses by names that know no district: here they get it in front."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __enter__(self) -> None:
        self._before = (get_urlconf(), get_script_prefix())
        set_urlconf(__name__)
        set_script_prefix(self._prefix)

    def __exit__(self, *error: object) -> None:
        urlconf, prefix = self._before
        set_urlconf(urlconf)
        set_script_prefix(prefix)
