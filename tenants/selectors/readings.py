"""How names are read in a district: its own table above the one that comes with the product."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from tenants.isolation.scope import current_district_id
from tenants.models import ActChange, District, LocalReading
from tenants.reading.local_readings import LOCAL_READINGS, Readings

_HELD = "SELECT readings_version FROM tenants_district WHERE id = %s FOR SHARE"


def local_readings() -> QuerySet[LocalReading]:
    """The open district's own entries, by phrase."""
    return LocalReading.objects.filter(district=current_district_id()).order_by("phrase", "id")


def readings_of(district: District) -> Readings:
    """The readings of the open district, given its row as it was just read: no statement, unless they changed
    since they were last asked for."""
    return _readings(district.id, district.readings_version)


def district_readings() -> Readings:
    """The readings of the open district: one statement."""
    here = District.objects.filter(id=current_district_id())
    return _readings(current_district_id(), here.values_list("readings_version", flat=True).get())


def held_readings() -> Readings:
    """The same, and until the open transaction ends they stay so: what it stores by them is not out of date
    when it is committed. Whoever changes an entry waits, and then re-keys what was stored. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [current_district_id()])
        [[version]] = cursor.fetchall()
    return _readings(current_district_id(), version)


def phrases_ever(ids: Iterable[UUID]) -> set[str]:
    """The phrases of these entries, also of those that are gone."""
    wanted = list(ids)
    there = set(local_readings().filter(id__in=wanted).values_list("phrase", flat=True))
    changes = ActChange.objects.filter(
        district=current_district_id(), row__in=wanted, model=LocalReading._meta.label
    )
    told = (said["phrase"] for pair in changes.values_list("before", "after") for said in pair if said)
    return there | set(told)


# A few kilobytes each; a district's stays while it is asked for.
@lru_cache(maxsize=512)
def _readings(district_id: UUID, version: int) -> Readings:
    own = dict(local_readings().values_list("phrase", "reading"))
    # The very object where there is nothing of one's own: districts share what is remembered of names.
    return Readings(own, above=LOCAL_READINGS) if own else LOCAL_READINGS
