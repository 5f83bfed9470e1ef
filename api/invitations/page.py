"""The page behind an invitation's link: sign in or make an account, and accept."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import login as start_session
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from api.graphql.accounts.principals import label_of
from api.page_policy import own_content_only
from tenants.actions.mandates import open_invitation
from tenants.actions.newcomers import accept_as, accept_with_new_account
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, District

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@own_content_only
@never_cache
@sensitive_post_parameters("password", "again", "name", "phone")
@csrf_protect
@require_http_methods(["GET", "POST"])
def invitation_page(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Shows who invites to what, and accepts.

    A link that expired, was used or withdrawn, or never was answers alike, and so does one at a
    district that is not there.
    """
    district = District.objects.filter(slug=slug).first()
    try:
        if district is None:
            raise NotFound("")
        with scope(district):
            enterprise = label_of(open_invitation(secret).principal)
            if request.method == "GET":
                return _page(request, 200, district=district, enterprise=enterprise)
            try:
                answer = ACTIONS.get(request.POST.get("do", ""), _nothing)(request, secret)
            except NotFound:
                raise
            except Refusal as refused:
                answer = str(refused.message)
    except NotFound:
        return _page(request, 404, gone=True)
    if isinstance(answer, Account):
        new = request.POST["do"] == "register"
        if not request.user.is_authenticated:
            start_session(request, answer, backend=BACKEND)
        return _page(
            request, 200, district=district, enterprise=enterprise, accepted=answer.login, new_account=new
        )
    weaknesses = _weaknesses(request.POST.get("password", "")) if answer == "weak" else {}
    return _page(
        request, 400, district=district, enterprise=enterprise, problem=answer, weaknesses=weaknesses
    )


def _accept(request: HttpRequest, secret: str) -> Account | str:
    if not isinstance(request.user, Account):
        return "sign_in"
    accept_as(secret=secret, account=request.user, **_said(request))
    return request.user


def _sign_in(request: HttpRequest, secret: str) -> Account | str:
    given = {"username": request.POST.get("login", ""), "password": request.POST.get("password", "")}
    try:
        account = get_adapter().authenticate(request, **given) if all(given.values()) else None
    except ValidationError:
        return "too_often"
    if account is None:
        return "mismatch"
    accept_as(secret=secret, account=account, **_said(request))
    return account


def _register(request: HttpRequest, secret: str) -> Account | str:
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return "not_twice_the_same"
    try:
        return accept_with_new_account(secret=secret, password=password, **_said(request))
    except Refusal as refused:
        if refused.code != "PASSWORD_WEAK":
            raise
        return "weak"


def _said(request: HttpRequest) -> dict[str, str]:
    """Who somebody says they are."""
    return {"name": request.POST.get("name", ""), "phone": request.POST.get("phone", "")}


def _weaknesses(password: str) -> dict[str, str]:
    """What is wrong with a password, in each language of the page."""
    told = {}
    for language in ("zh_hans", "en"):
        with translation.override(language.replace("_", "-")):
            try:
                validate_password(password)
            except ValidationError as weak:
                told[language] = " ".join(weak.messages)
    return told


def _nothing(request: HttpRequest, secret: str) -> Account | str:
    return ""


ACTIONS = {"accept": _accept, "sign_in": _sign_in, "register": _register}


def _page(request: HttpRequest, status: int, **shown: Any) -> HttpResponse:
    response = render(request, "api/invitation.html", shown, status=status)
    # The address is the secret: no other site may learn it. Not `no-referrer`: browsers then say
    # `Origin: null`, and our own form would be refused as a stranger's.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
