"""The page that opens a thing itself, for whoever may see it: where the links of notices lead."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth import login as start_session
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from api.graphql.context import Context
from api.graphql.reader import NotHere, open_district
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account

from .facts import Thing, thing_for
from .renewal import author_to_renew, renew

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password")
@csrf_protect
@require_http_methods(["GET", "POST"])
def thing_page(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """Shows a thing, and renews a listing. What is not there and what is not for this reader answer alike;
    who has not signed in can do so here, whether there is anything or not."""
    account = request.user if isinstance(request.user, Account) and request.user.is_active else None
    with translation.override((account and account.language) or translation.get_language()):
        if account is None and request.method == "POST" and request.POST.get("do") == "sign_in":
            return _sign_in(request)
        try:
            context = Context(request, open_district(slug, account), account, "")
        except NotHere:
            return _gone(request, account)
        thing = thing_for(context, id)
        if thing is None:
            return _gone(request, account)
        if request.method == "POST" and request.POST.get("do") == "renew":
            return _renew(request, context, thing)
        return _shown(request, context, thing)


def _shown(
    request: HttpRequest, context: Context, thing: Thing, problem: str = "", status: int = 200
) -> HttpResponse:
    with scope(context.district):
        renewable = author_to_renew(context, thing.row) is not None
    done = request.GET.get("renewed") == "1" and not problem
    shown = {"thing": thing, "district": context.district, "renewable": renewable, "renewed": done}
    return _page(request, status, **shown, problem=problem)


def _renew(request: HttpRequest, context: Context, thing: Thing) -> HttpResponse:
    given = request.POST.get("version", "")
    version = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None
    key: UUID = thing.row.pk
    try:
        with scope(context.district):
            context.renew()
            by = author_to_renew(context, thing.row)
            if by is None:
                return _gone(request, context.account)
            renew(by, key, version)
    except Refusal as refused:
        return _shown(request, context, thing, str(refused.message), 400)
    return HttpResponseRedirect(f"{request.path}?renewed=1")


def _sign_in(request: HttpRequest) -> HttpResponse:
    given = {"username": request.POST.get("login", ""), "password": request.POST.get("password", "")}
    try:
        account: Any = get_adapter().authenticate(request, **given) if all(given.values()) else None
    except ValidationError:
        return _page(request, 400, gone=True, sign_in="too_often")
    if account is None:
        return _page(request, 400, gone=True, sign_in="mismatch")
    start_session(request, account, backend=BACKEND)
    return HttpResponseRedirect(request.path)


def _gone(request: HttpRequest, account: Account | None) -> HttpResponse:
    return _page(request, 404, gone=True, sign_in="" if account else "asked")


def _page(request: HttpRequest, status: int, **shown: Any) -> HttpResponse:
    response = render(request, "api/thing.html", shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["X-Frame-Options"] = "DENY"  # one click renews
    return response
