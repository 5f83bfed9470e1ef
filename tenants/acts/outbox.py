"""The outbox is the queue: who follows which events, and how events get in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils import timezone

# A handler takes a district and the aggregates that changed in it. It must be harmless to repeat.
Handler = Callable[[UUID, list[UUID]], None]
CHANNEL = "outbox"
# The ids are the database's, since nobody here reads them back: an import announces tens of thousands.
_ANNOUNCE = """
    INSERT INTO tenants_outboxevent
        (id, district_id, topic, aggregate, consumer, created_at, attempts, not_before, error)
    SELECT uuidv7(), %s, %s, aggregate, consumer, moment, 0, moment, ''
        FROM unnest(%s::text[]) AS consumer, unnest(%s::uuid[]) AS aggregate,
            CAST(%s AS timestamptz) AS moment
"""


class Unavailable(Exception):
    """Raised by a handler when its engine as a whole is away: its events wait, none is to blame."""


@dataclass(frozen=True)
class Consumer:
    """`prepare` is called once when the relay starts, before any event."""

    name: str
    topics: frozenset[str]
    handle: Handler
    prepare: Callable[[], None] | None = None


CONSUMERS: dict[str, Consumer] = {}


def consumer(
    name: str, *, topics: Iterable[str], prepare: Callable[[], None] | None = None
) -> Callable[[Handler], Handler]:
    """Register a handler for topics. Raises ValueError for a name that is taken."""

    def register(handle: Handler) -> Handler:
        if name in CONSUMERS:
            raise ValueError(f"The outbox consumer {name!r} is registered already.")
        CONSUMERS[name] = Consumer(name, frozenset(topics), handle, prepare)
        return handle

    return register


def announce(district_id: UUID, touched: Mapping[str, Iterable[UUID]]) -> None:
    """Write one event per aggregate and interested consumer, and wake the relay at commit."""
    woken = False
    with connection.cursor() as cursor:
        for topic, aggregates in touched.items():
            followers = [name for name, follower in CONSUMERS.items() if topic in follower.topics]
            ids = list(aggregates)
            if followers and ids:
                cursor.execute(_ANNOUNCE, [district_id, topic, followers, ids, timezone.now()])
                woken = True
        if woken:
            cursor.execute(f"NOTIFY {CHANNEL}")
