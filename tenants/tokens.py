"""Personal access tokens: how programs sign in. Only a SHA-256 is kept; a token is told once."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound
from tenants.models import AccessToken, Account

# Lets secret scanners recognise a token that got into a file.
PREFIX = "dap_"
LONGEST_NAME = 80


def create_token(
    *, account: Account, name: str, expires_at: datetime | None = None
) -> tuple[AccessToken, str]:
    """Make a token for an account. Returns its row and the token itself, which nobody can read again."""
    token = PREFIX + secrets.token_urlsafe(32)
    row = AccessToken.objects.create(
        account=account, name=name[:LONGEST_NAME], token_hash=_hash(token), expires_at=expires_at
    )
    return row, token


def account_of_token(token: str) -> Account | None:
    """The account that a token stands for, or None: unknown, expired, revoked, or may not sign in.

    A plain hash is enough, and fast: unlike a password, a token holds 256 bits that nobody chose.
    """
    found = standing_tokens().filter(token_hash=_hash(token), account__is_active=True)
    row = found.select_related("account").first()
    return row.account if row else None


def standing_tokens() -> QuerySet[AccessToken]:
    """Tokens that still work."""
    return AccessToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None)


def revoke_token(*, account: Account, token_id: UUID) -> None:
    """Take one of the account's own tokens away, at once. Raises NotFound."""
    if not standing_tokens().filter(id=token_id, account=account).update(revoked_at=timezone.now()):
        raise NotFound(_("There is no such token."), ("id",))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
