"""Tomorrow changes what is so today without anybody writing: a tenancy planned begins, an offer is over.

So whoever indexes an enterprise leaves an event for the next day on which its document changes. It lies in
the outbox, not in a timer: a restart does not forget it, and no broker is needed.
"""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from alliance.branches.models import Coverage
from alliance.members.models import Membership
from alliance.resources.selectors import for_everybody
from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.models import OutboxEvent, Tenancy

CONSUMER, TOPIC = "index", "enterprise"


def plan_next_changes(ids: Collection[UUID]) -> None:
    """Leave an event for the next change of each enterprise in the open district, unless there is one."""
    moments = {one: _midnight(day) for one, day in _next_days(ids).items()}
    if not moments:
        return
    planned = set(
        OutboxEvent.objects.filter(
            district_id=current_district_id(),
            consumer=CONSUMER,
            not_before__in=set(moments.values()),
            aggregate__in=moments,
            done_at=None,
            set_aside_at=None,
        ).values_list("aggregate", "not_before")
    )
    OutboxEvent.objects.bulk_create(
        OutboxEvent(
            district_id=current_district_id(),
            topic=TOPIC,
            aggregate=one,
            consumer=CONSUMER,
            not_before=moment,
            created_at=moment,  # it waits from then on: before, it is no lag
        )
        for one, moment in moments.items()
        if (one, moment) not in planned
    )


def changed_between(first: date, last: date) -> set[UUID]:
    """Enterprises of the open district whose documents changed after the day `first` and until `last`,
    without anybody writing."""
    return {one for one, _day in _changes(after=first, until=last)}


def _next_days(ids: Collection[UUID]) -> dict[UUID, date]:
    nearest: dict[UUID, date] = {}
    for one, day in _changes(after=today(), of=ids):
        nearest[one] = min(day, nearest.get(one, day))
    return nearest


def _changes(*, after: date, until: date | None = None, of: Collection[UUID] | None = None) -> QuerySet[Any]:
    """(enterprise, day) for each day in that time on which something of an enterprise begins or is over. One
    statement."""
    some = {} if of is None else {"enterprise__in": of}
    changes = []
    for rows, days in _dated():
        for day in days:
            within = {f"{day}__gt": after} | ({} if until is None else {f"{day}__lte": until})
            changes.append(rows.filter(**some, **within).order_by().values_list("enterprise", day))
    return changes[0].union(*changes[1:])


def _dated() -> tuple[tuple[QuerySet[Any], tuple[str, str]], ...]:
    here = current_district_id()
    return (
        (Tenancy.objects.filter(district=here), ("starts", "ends")),
        (Membership.objects.filter(district=here), ("starts", "ends")),
        (Coverage.objects.filter(district=here), ("starts", "ends")),
        (for_everybody().exclude(enterprise=None), ("opens_on", "ends")),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
