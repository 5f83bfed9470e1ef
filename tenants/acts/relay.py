"""The relay: takes open events from the outbox, hands them to their consumers, marks them done.

A process of its own, woken by NOTIFY and by a poll. It holds nothing: killed at any point, the
events it had not marked are taken again. A consumer that fails is tried again, later and later;
after MOST_ATTEMPTS its event is set aside for a person to look at.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils import timezone

from tenants.models import OutboxEvent

from .outbox import CHANNEL, CONSUMERS, Unavailable

log = structlog.get_logger()
POLL_SECONDS = 0.2
BATCH = 500
# 2^8 × 0.5 s: the last try comes about two minutes after the first, past a restart of any part.
MOST_ATTEMPTS = 9
PAUSE_WHEN_AWAY = timedelta(seconds=2)


@contextmanager
def relay_scope() -> Iterator[None]:
    """A transaction in which the outbox of every district can be read and marked. No other table can."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL app.relay = 'on'")
        yield


def run(*, once: bool = False) -> None:
    """Relay for ever; with `once`, until the outbox holds nothing that is due."""
    listen()
    prepare()
    while True:
        handed = relay_batch()
        if not handed:
            if once:
                return
            wait()


def prepare() -> None:
    """Let each consumer make ready. One that cannot does not keep the others from their events."""
    for name, follower in CONSUMERS.items():
        if follower.prepare is not None:
            try:
                follower.prepare()
            except Unavailable as error:
                log.warning("consumer away", consumer=name, reason=str(error))


def listen() -> None:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")


def wait() -> None:
    """Until somebody commits an event, at most POLL_SECONDS."""
    for _notice in connection.connection.notifies(timeout=POLL_SECONDS, stop_after=1):
        return


def relay_batch() -> int:
    """Hand on what is due, one batch; returns how many events were taken."""
    started = time.monotonic()
    with relay_scope():
        due = list(
            OutboxEvent.objects.filter(
                done_at=None, set_aside_at=None, not_before__lte=timezone.now(), consumer__in=CONSUMERS
            )
            .order_by("consumer", "id")
            .select_for_update(skip_locked=True)[:BATCH]
        )
    for (consumer, district_id), events in _grouped(due).items():
        _hand_over(consumer, district_id, events)
    if due:
        log.info("relayed", events=len(due), seconds=round(time.monotonic() - started, 3))
    return len(due)


def _grouped(events: list[OutboxEvent]) -> dict[tuple[str, UUID], list[OutboxEvent]]:
    groups: dict[tuple[str, UUID], list[OutboxEvent]] = defaultdict(list)
    for event in events:
        groups[event.consumer, event.district_id].append(event)
    return groups


def _hand_over(consumer: str, district_id: UUID, events: list[OutboxEvent]) -> None:
    try:
        CONSUMERS[consumer].handle(district_id, list(dict.fromkeys(event.aggregate for event in events)))
    except Unavailable as error:
        log.warning("consumer away", consumer=consumer, reason=str(error))
        with relay_scope():
            OutboxEvent.objects.filter(id__in=[event.id for event in events]).update(
                error=str(error)[:300], not_before=timezone.now() + PAUSE_WHEN_AWAY
            )
        return
    except Exception as error:
        log.exception("consumer failed", consumer=consumer, events=len(events))
        if len(events) > 1:  # find the one that fails; the others go on
            for event in events:
                _hand_over(consumer, district_id, [event])
        else:
            _put_back(events[0], error)
        return
    with relay_scope():
        OutboxEvent.objects.filter(id__in=[event.id for event in events]).update(done_at=timezone.now())


def _put_back(event: OutboxEvent, error: Exception) -> None:
    now = timezone.now()
    attempts = event.attempts + 1
    with relay_scope():
        OutboxEvent.objects.filter(id=event.id).update(
            attempts=attempts,
            error=f"{type(error).__name__}: {error}"[:300],
            not_before=now + timedelta(seconds=0.5 * 2**attempts),
            set_aside_at=now if attempts >= MOST_ATTEMPTS else None,
        )
