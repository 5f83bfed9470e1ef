"""The page behind the link that proves an address: shows it masked, and confirms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from alliance.notices.actions.addresses import confirm_address
from alliance.notices.rules.addresses import masked
from alliance.notices.selectors.addresses import open_proof
from api.page_policy import own_content_only
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import District


@own_content_only
@never_cache
@csrf_protect
@require_http_methods(["GET", "POST"])
def address_page(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Opening it changes nothing, since mail programs open links too; the button does.

    Whoever reads the letter need not be signed in where she reads it. A link that expired, was used or
    voided, is another district's or never was answers alike.
    """
    district = District.objects.filter(slug=slug).first()
    if district is None:
        return _page(request, 404, gone=True)
    try:
        with scope(district):
            confirmed = request.method == "POST"
            proof = confirm_address(secret) if confirmed else open_proof(secret)
    except Refusal:
        return _page(request, 404, gone=True)
    return _page(request, 200, district=district, address=masked(proof.address), confirmed=confirmed)


def _page(request: HttpRequest, status: int, **shown: Any) -> HttpResponse:
    response = render(request, "api/address.html", shown, status=status)
    # The address is the secret: no other site may learn it. Not `no-referrer`: browsers then say
    # `Origin: null`, and our own form would be refused as a stranger's.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
