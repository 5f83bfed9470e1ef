"""Letters to the relay: claimed in one transaction, sent outside of any, noted in a third."""

import time
from uuid import UUID

from django.conf import settings

from tenants.isolation.scope import scope
from tenants.models import District

from ..actions.claiming import claim_mail, mark_failed, mark_sent
from ..mail.letters import letter
from .relay import MOST_SECONDS, hand_over, hang_up, to_relay


def send_mail(district_id: UUID) -> int:
    """Send what is due; returns how many letters left. Stops at the first sign that the relay is away, so
    that a relay that hangs costs one timeout and not one a letter."""
    if not settings.MAIL_ON:
        return 0
    sent, until = 0, time.monotonic() + MOST_SECONDS
    relay = to_relay()
    try:
        while time.monotonic() < until:
            with scope(district_id):
                deliveries = claim_mail()
                if not deliveries:
                    break
                message = letter(District.objects.get(pk=district_id), deliveries)
            ids = [one.id for one in deliveries]
            outcome = hand_over(relay, message)
            with scope(district_id):
                if outcome.error:
                    mark_failed(ids, error=outcome.error, for_good=outcome.for_good, rest=outcome.rest)
                else:
                    mark_sent(ids, reference=message.extra_headers["Message-ID"])
            if outcome.away:
                break
            sent += 1
    finally:
        hang_up(relay)
    return sent
