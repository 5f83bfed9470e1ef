"""What an address is, how it is shown to whoever holds its link, and what that link's secret is made of."""

import hashlib
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal

LASTS = timedelta(days=1)
MOST_ASKS, ASKS_WITHIN = 3, timedelta(hours=1)
LONGEST = 254
SALT = "alliance.notices.address"


def checked(address: str) -> str:
    """The address without blanks around it. Raises Refusal `REQUIRED`, `TOO_LONG`, `ADDRESS_INVALID`.

    A quoted name before the @ is a form that no provider gives out and that may hold anything: not taken.
    """
    address = address.strip()
    if not address:
        raise Refusal("REQUIRED", _("Give an e-mail address."), ("address",))
    if len(address) > LONGEST:
        raise Refusal("TOO_LONG", _("An e-mail address has at most 254 characters."), ("address",))
    try:
        if '"' in address or not address.isprintable():
            raise ValidationError("")
        EmailValidator()(address)
    except ValidationError:
        raise Refusal("ADDRESS_INVALID", _("This is not an e-mail address."), ("address",)) from None
    return address


def masked(address: str) -> str:
    """Enough to know one's own by: `w***@example.org`."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}***@{host}"


def secret_of(proof_id: UUID, account: Any) -> str:
    """The secret of a proof's link, the same each time while the account's address and password are.

    So a changed address or password voids every link asked before, also in districts whose rows are behind
    walls from here.
    """
    value = f"{proof_id}:{account.email}:{account.password}"
    digest = salted_hmac(SALT, value, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
