"""Asking a worker to come now. Only a wish: the beat comes round every minute, and the broker may be away."""

from functools import cache
from typing import Any
from uuid import UUID

import structlog

log = structlog.get_logger()
TASK = "alliance.notices.tasks.send_due_of"
# Whoever asks goes on with other events: with Celery's own patience a broker that is away costs six seconds.
IMPATIENT = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "max_retries": 0}


@cache
def _celery() -> Any:
    """A door to the broker of its own: the relay is no worker and has no Celery app."""
    from celery import Celery  # a fifth of a second, for the relay only

    app = Celery("notices", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    return app


def nudge(district_id: UUID, *, after: float = 0) -> bool:
    """Ask for what is due in a district to be sent. Whether the broker took it, within half a second."""
    from kombu.exceptions import OperationalError

    try:
        with _celery().connection_for_write(transport_options=IMPATIENT) as broker:
            _celery().send_task(
                TASK, args=[str(district_id)], countdown=after or None, connection=broker, retry=False
            )
    except (OperationalError, OSError) as error:
        log.info("nobody nudged", reason=str(error))
        return False
    return True
