"""The links that wait to be opened, and the letters with them that wait to leave."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound
from tenants.isolation.scope import current_district_id
from tenants.models import Account

from ..models import AddressProof
from ..rules.addresses import hash_of, secret_of


def open_proofs(account: Any) -> QuerySet[AddressProof]:
    """This account's, asked for here, that were neither confirmed nor voided and have not run out."""
    mine = AddressProof.objects.filter(district=current_district_id(), account=account)
    return mine.filter(confirmed_at=None, expires_at__gt=timezone.now())


def open_proof(secret: str, *, lock: bool = False) -> AddressProof:
    """The proof of a link. Raises NotFound alike for one that expired, was used, or never was."""
    found = AddressProof.objects.filter(district=current_district_id(), token_hash=hash_of(secret))
    if lock:
        found = found.select_for_update(of=("self",))
    proof = found.select_related("account").first()
    if proof is None or not stands(proof, timezone.now()):
        raise NotFound(_("There is no such link."))
    return proof


def stands(proof: AddressProof, now: datetime) -> bool:
    """Whether its link may still be used, or be sent: its account is as it was when it was asked."""
    account = proof.account
    same = hash_of(secret_of(proof.id, account)) == bytes(proof.token_hash)
    return same and account.is_active and proof.confirmed_at is None and proof.expires_at > now


def due_proofs(now: datetime) -> QuerySet[AddressProof]:
    waiting = AddressProof.objects.filter(district=current_district_id(), sent_at=None, confirmed_at=None)
    return waiting.filter(due_at__lte=now, expires_at__gt=now)


def address_of(account_id: UUID) -> str | None:
    """Where mail to this account goes now; None: nowhere."""
    return Account.objects.filter(pk=account_id).values_list("email", flat=True).first() or None


def pending_address_of(account: Any) -> str | None:
    """The latest address that a letter was asked to and whose link still stands."""
    latest = open_proofs(account).select_related("account").order_by("-asked_at", "-id")
    now = timezone.now()
    return next((one.address for one in latest if stands(one, now)), None)
