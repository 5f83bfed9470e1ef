from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from alliance.notices.actions import tell
from alliance.notices.models import Notice
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.isolation.scope import current_district_id

from ..models import Listing
from ..rules.states import STANDING

DAYS_BEFORE = timedelta(days=14)
# How long after its last day somebody still hears of it: the task may have stood still for a while.
DAYS_AFTER = timedelta(days=14)


@transaction.atomic
def remind_of_endings() -> int:
    """Tell the owners of listings whose last day is two weeks away, or has passed, once each. Returns how
    many were told.

    Who posted for less than two weeks knows when it ends. A renewed listing has another last day, and is
    reminded of that one again.
    """
    day = today()
    due = {_key(kind, listing): (kind, listing) for kind, listing in _endings(day)}
    told = Notice.objects.filter(once__in=list(due)).values_list("once", flat=True)
    left = {key: due[key] for key in sorted(due.keys() - set(told))}
    try:
        with act("listing.remind", by=OPERATOR) as record:
            count = sum(_tell(record, key, *about) for key, about in left.items())
            if not count:
                raise _NobodyToTell
    except _NobodyToTell:
        return 0
    return count


class _NobodyToTell(Exception):
    """Then there was no act."""


def _tell(record: Record, key: str, kind: str, listing: Listing) -> bool:
    params = {"title": listing.title, "last_day": str(listing.last_day)}
    about = ("Listing", listing.id)
    return tell(record, kind, about=about, to=[listing.owner_id], params=params, once=key) is not None


def _endings(day: date) -> Iterator[tuple[str, Listing]]:
    standing = Listing.objects.filter(
        district=current_district_id(), state__in=STANDING, is_draft=False, ends__isnull=False
    )
    until = day + DAYS_BEFORE + date.resolution
    for listing in standing.filter(ends_or_never__gt=day, ends_or_never__lte=until):
        if listing.ends and listing.created_at.date() <= listing.ends - DAYS_BEFORE:
            yield "listing.ending", listing
    for listing in standing.filter(ends_or_never__gt=day - DAYS_AFTER, ends_or_never__lte=day):
        yield "listing.ended", listing


def _key(kind: str, listing: Listing) -> str:
    return f"{kind}:{listing.id}:{listing.ends}"
