"""Tomorrow changes who is where without anybody writing: a tenancy planned begins, a membership ends.

So whoever indexes an enterprise leaves an event for the next day on which its places change, or whether it is
listed. It lies in the outbox, not in a timer: a restart does not forget it, and no broker is needed.
"""

from collections.abc import Collection
from datetime import date, datetime, time
from itertools import chain
from uuid import UUID

from django.utils import timezone

from alliance.members.selectors import coming_changes
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


def _next_days(ids: Collection[UUID]) -> dict[UUID, date]:
    changes = [
        Tenancy.objects.filter(enterprise__in=ids, **{f"{end}__gt": today()}).values_list("enterprise", end)
        for end in ("starts", "ends")
    ]
    nearest: dict[UUID, date] = {}
    for one, day in chain(*changes, coming_changes(ids)):
        nearest[one] = min(day, nearest.get(one, day))
    return nearest


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
