"""How the outbox stands, over all districts: what operators watch."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils import timezone

from tenants.acts.outbox import CONSUMERS
from tenants.acts.relay import relay_scope
from tenants.models import OutboxEvent


@dataclass(frozen=True)
class Backlog:
    """One consumer's events: how many wait, how old the oldest is (seconds), how many are set aside."""

    consumer: str
    waiting: int
    lag_seconds: float
    set_aside: int


@dataclass(frozen=True)
class Poison:
    """An event that failed too often and waits for a person."""

    id: UUID
    consumer: str
    topic: str
    district_id: UUID
    aggregate: UUID
    set_aside_at: datetime | None
    error: str


def backlogs() -> list[Backlog]:
    """One row per consumer, registered ones without events included."""
    now = timezone.now()
    # An event planned for a day to come is dated then: it does not wait before.
    open_event = Q(done_at=None, set_aside_at=None, created_at__lte=now)
    with relay_scope():
        rows = (
            OutboxEvent.objects.filter(done_at=None)
            .values("consumer")
            .annotate(
                waiting=Count("id", filter=open_event),
                oldest=Min("created_at", filter=open_event),
                set_aside=Count("id", filter=Q(set_aside_at__isnull=False)),
            )
        )
        found = {row["consumer"]: row for row in rows}
    return [
        Backlog(
            name,
            row["waiting"] if (row := found.get(name)) else 0,
            (now - row["oldest"]).total_seconds() if row and row["oldest"] else 0.0,
            row["set_aside"] if row else 0,
        )
        for name in sorted({*CONSUMERS, *found})
    ]


def poison(limit: int = 50) -> list[Poison]:
    """The events set aside last, newest first."""
    with relay_scope():
        events = OutboxEvent.objects.filter(set_aside_at__isnull=False, done_at=None).order_by(
            "-set_aside_at"
        )
        return [
            Poison(e.id, e.consumer, e.topic, e.district_id, e.aggregate, e.set_aside_at, e.error)
            for e in events[:limit]
        ]
