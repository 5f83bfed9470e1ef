"""Handing a letter to the relay, and what it said."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection

from ..rules.trying import AWAY

log = structlog.get_logger()
BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Others wait for this worker too.
MOST_SECONDS = 45


@dataclass(frozen=True)
class Outcome:
    """`error`: "" if it was taken. `for_good`: this letter will never be. `away`: the relay itself is."""

    error: str = ""
    for_good: bool = False
    away: bool = False

    @property
    def rest(self) -> timedelta | None:
        return AWAY if self.away else None


def to_relay() -> Any:
    return get_connection(BACKEND)


def hand_over(relay: Any, message: EmailMultiAlternatives) -> Outcome:
    try:
        relay.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        [(code, said)] = list(refused.recipients.values())[:1]
        return Outcome(f"{code} {_text(said)}", for_good=code >= 500)
    except smtplib.SMTPDataError as refused:
        return Outcome(f"{refused.smtp_code} {_text(refused.smtp_error)}", for_good=refused.smtp_code >= 500)
    except (OSError, smtplib.SMTPException) as trouble:  # also a sender or password that it does not take
        error = f"{type(trouble).__name__}: {trouble}"
        log.warning("mail relay away", reason=error)
        hang_up(relay)
        return Outcome(error, away=True)
    return Outcome()


def hang_up(relay: Any) -> None:
    try:
        relay.close()
    except (OSError, smtplib.SMTPException):
        relay.connection = None


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
