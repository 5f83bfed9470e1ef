"""The letters that ask whether an address is somebody's. Claimed, sent and noted as notices are."""

import time
from uuid import UUID

from django.conf import settings

from tenants.isolation.scope import scope
from tenants.models import District

from ..actions.claiming_proofs import claim_proof, mark_proof_failed, mark_proof_sent
from ..mail.proofs import proof_letter
from .relay import MOST_SECONDS, hand_over, hang_up, to_relay


def send_proofs(district_id: UUID) -> None:
    """Send what is due, at any hour: whoever asked is waiting. Stops when the relay is away."""
    if not settings.MAIL_ON:
        return
    until = time.monotonic() + MOST_SECONDS
    relay = to_relay()
    try:
        while time.monotonic() < until:
            with scope(district_id):
                proof = claim_proof()
                if proof is None:
                    break
                message = proof_letter(District.objects.get(pk=district_id), proof)
            outcome = hand_over(relay, message)
            with scope(district_id):
                if outcome.error:
                    mark_proof_failed(
                        proof.id, error=outcome.error, for_good=outcome.for_good, rest=outcome.rest
                    )
                else:
                    mark_proof_sent(proof.id)
            if outcome.away:
                break
    finally:
        hang_up(relay)
