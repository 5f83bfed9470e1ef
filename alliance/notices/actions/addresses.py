"""Where mail to somebody goes: said by her, and hers once she opened the link in a letter that went there.

No acts: it is nobody else's business. An account's row is locked first, then its proofs.
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.acts.outbox import announce
from tenants.errors import Refusal
from tenants.isolation.models import new_id
from tenants.isolation.scope import current_district_id
from tenants.models import Account
from tenants.permissions import forbidden

from ..models import AddressProof
from ..rules.addresses import ASKS_WITHIN, LASTS, MOST_ASKS, checked, hash_of, secret_of
from ..selectors.addresses import open_proof, open_proofs

TOPIC = "address_proof"


@transaction.atomic
def ask_for_address(*, account_id: UUID | None, address: str) -> UUID:
    """Have a letter sent there, whose link proves that the address is this account's; returns the proof's id.

    Whether somebody else has the address makes no difference and is not told. Raises Refusal `MAIL_OFF`,
    `ADDRESS_INVALID`, `TOO_LONG`, `REQUIRED`, `TOO_MANY`, `FORBIDDEN`.
    """
    account = _locked(account_id)
    if not settings.MAIL_ON:
        raise Refusal("MAIL_OFF", _("This platform sends no mail, so no address can be proved."))
    address = checked(address)
    now = timezone.now()
    proofs = AddressProof.objects.filter(district=current_district_id(), account=account)
    if proofs.filter(asked_at__gt=now - ASKS_WITHIN).count() >= MOST_ASKS:
        message = _("Three letters an hour are enough; try again later.")
        raise Refusal("TOO_MANY", message, ("address",))
    # A slip is not to be confirmed by whoever has that address.
    _void(open_proofs(account).exclude(address=address))
    id = new_id()
    AddressProof.objects.create(
        id=id,
        account=account,
        address=address,
        token_hash=hash_of(secret_of(id, account)),
        asked_at=now,
        expires_at=now + LASTS,
        due_at=now,
    )
    announce(current_district_id(), {TOPIC: [id]})
    return id


@transaction.atomic
def confirm_address(secret: str) -> AddressProof:
    """It is hers: mail goes there from now on, and her other links are void. Raises NotFound."""
    account = _locked(open_proof(secret).account_id)
    proof = open_proof(secret, lock=True)  # once more: another of hers may have been confirmed meanwhile
    account.email = proof.address
    account.save(update_fields=["email"])
    proof.confirmed_at = timezone.now()
    proof.save(update_fields=["confirmed_at"])
    _void(open_proofs(account))
    return proof


@transaction.atomic
def remove_address(*, account_id: UUID | None) -> UUID:
    """No mail goes to this account any more, and no link stands. Harmless to repeat. Raises `FORBIDDEN`."""
    account = _locked(account_id)
    account.email = ""
    account.save(update_fields=["email"])
    _void(open_proofs(account))
    return account.pk


def _locked(account_id: UUID | None) -> Account:
    if account_id is None:
        raise forbidden()
    account = Account.objects.select_for_update(no_key=True).filter(pk=account_id, is_active=True).first()
    if account is None:
        raise forbidden()
    return account


def _void(proofs: QuerySet[AddressProof]) -> None:
    proofs.update(expires_at=timezone.now())
