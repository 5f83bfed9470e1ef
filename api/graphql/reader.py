"""Who asks, and whether there is a district at this address for them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from tenants.isolation.scope import scope
from tenants.models import Account, District
from tenants.readers import reader_of
from tenants.tokens import account_of_token

from .errors import problem


class NotHere(Exception):
    """No district for this reader at this address: none at all, or one that is not open to them."""


def account_of(request: HttpRequest) -> Account | None:
    """The account of a token, or of the session; None for anybody. Raises UNAUTHENTICATED for a
    token that is not valid.

    A token always counts: nobody else's page can send it. A session's cookie counts only for our own
    pages, so that another site's page is answered as the public is.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        account = account_of_token(token.strip())
        if account is None:
            raise problem("UNAUTHENTICATED")
        return account
    if not _from_our_pages(request):
        return None
    user = get_user(request)  # not request.user, which is only a lazy likeness of it
    return user if isinstance(user, Account) and user.is_active else None


def _from_our_pages(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    return urlsplit(origin).netloc == request.get_host()


def open_district(slug: str, account: Account | None) -> District:
    """The district at an address. Raises NotHere, also for a private one without a mandate there."""
    district = District.objects.filter(slug=slug).first()
    if district is None:
        raise NotHere
    if not district.is_public:
        with scope(district):
            reader = reader_of(account)
        if not reader.mandates and not (reader.account and reader.account.is_operator):
            raise NotHere
    return district
