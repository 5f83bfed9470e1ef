"""Letters to the relay: claimed in one transaction, sent outside of any, noted in a third."""

import smtplib
import time
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from tenants.isolation.scope import scope
from tenants.models import District

from ..actions.claiming import claim_mail, mark_failed, mark_sent
from ..mail.letters import letter
from ..rules.trying import AWAY

log = structlog.get_logger()
BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Others wait for this worker too.
MOST_SECONDS = 45


def send_mail(district_id: UUID) -> int:
    """Send what is due; returns how many letters left. Stops at the first sign that the relay is away, so
    that a relay that hangs costs one timeout and not one a letter."""
    if not settings.MAIL_ON:
        return 0
    sent, until = 0, time.monotonic() + MOST_SECONDS
    relay = get_connection(BACKEND)
    try:
        while time.monotonic() < until:
            with scope(district_id):
                deliveries = claim_mail()
                if not deliveries:
                    break
                message = letter(District.objects.get(pk=district_id), deliveries)
            ids = [one.id for one in deliveries]
            away = _post(district_id, ids, relay, message)
            if away:
                break
            sent += 1
    finally:
        _hang_up(relay)
    return sent


def _post(district_id: UUID, ids: list[UUID], relay: Any, message: EmailMultiAlternatives) -> bool:
    """Hand one letter over and note what came of it. Whether the relay itself is away."""
    away, error, for_good = False, "", False
    try:
        relay.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        [(code, said)] = list(refused.recipients.values())[:1]
        error, for_good = f"{code} {_text(said)}", code >= 500
    except smtplib.SMTPDataError as refused:
        error, for_good = f"{refused.smtp_code} {_text(refused.smtp_error)}", refused.smtp_code >= 500
    except (OSError, smtplib.SMTPException) as trouble:  # also a sender or password that it does not take
        away, error = True, f"{type(trouble).__name__}: {trouble}"
        log.warning("mail relay away", reason=error)
        _hang_up(relay)
    with scope(district_id):
        if error:
            mark_failed(ids, error=error, for_good=for_good, rest=AWAY if away else None)
        else:
            mark_sent(ids, reference=message.extra_headers["Message-ID"])
    return away


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _hang_up(relay: Any) -> None:
    try:
        relay.close()
    except (OSError, smtplib.SMTPException):
        relay.connection = None
