"""Taking the letters of address proofs that are due, and noting what became of them, as of deliveries."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..models import AddressProof
from ..rules.trying import LEASE, rest_after
from ..selectors.addresses import due_proofs, stands


@transaction.atomic
def claim_proof() -> AddressProof | None:
    """The next one to write to, leased. Who may not sign in any more, or changed her address or password
    meanwhile, is not written to."""
    now = timezone.now()
    due = due_proofs(now).select_related("account").order_by("due_at", "id")
    while proof := due.select_for_update(of=("self",), skip_locked=True).first():
        if stands(proof, now):
            proof.due_at = now + LEASE
            proof.attempts += 1
            proof.save(update_fields=["due_at", "attempts"])
            return proof
        proof.expires_at = now
        proof.save(update_fields=["expires_at"])
    return None


def mark_proof_sent(id: UUID) -> None:
    AddressProof.objects.filter(id=id).update(sent_at=timezone.now(), error="")


@transaction.atomic
def mark_proof_failed(id: UUID, *, error: str, for_good: bool, rest: timedelta | None = None) -> None:
    """The letter is tried again after `rest` (longer each time, unless told) as long as its link would
    stand; never, if the relay does not take that address."""
    proof = AddressProof.objects.select_for_update().filter(id=id, confirmed_at=None).first()
    if proof is None:
        return
    now = timezone.now()
    proof.error = error[:300]
    proof.due_at = now + (rest_after(proof.attempts) if rest is None else rest)
    if for_good:
        proof.expires_at = min(proof.expires_at, now)
    proof.save(update_fields=["error", "due_at", "expires_at"])
