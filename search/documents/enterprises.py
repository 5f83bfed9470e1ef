"""What the index is told of an enterprise."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from alliance.members.selectors import directory
from search.engine import Document
from search.fields import Subject, brevity
from tenants.models import Enterprise, Tenancy
from tenants.reading.folding import fold
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.unit_numbers import place_tokens
from tenants.selectors.readings import district_readings

from .making import Unmade, made, once, tokens_of
from .stored import StoredEnterprise, stored_enterprises


def listed_versions() -> dict[UUID, int]:
    """Id → index_version of all that the directory of the open district lists today."""
    return dict(directory(throughout=True).values_list("id", "index_version"))


def changed_between(first: date, last: date) -> set[UUID]:
    """Enterprises of the open district whose places changed after the day `first` and until `last`, without
    anybody writing: a tenancy began, or was over."""
    changes = [
        Tenancy.objects.filter(**{f"{end}__gt": first, f"{end}__lte": last}) for end in ("starts", "ends")
    ]
    return {one for rows in changes for one in rows.values_list("enterprise_id", flat=True)}


def documents(ids: Collection[UUID], unmade: Unmade | None = None) -> list[Document]:
    """The documents of those enterprises that the directory of the open district lists. Seven statements."""
    rows = list(directory().filter(id__in=ids).select_related("industry", "format"))
    stored = stored_enterprises(rows)
    readings = district_readings() if rows else LOCAL_READINGS
    return made(rows, lambda row: _document(stored[row.id], readings), unmade)


def known_versions(ids: Collection[UUID]) -> dict[UUID, int]:
    """Id → index_version of those of these rows that there are, listed or not."""
    return dict(Enterprise.objects.filter(id__in=ids).values_list("id", "index_version"))


def _document(stored: StoredEnterprise, readings: Readings) -> Document:
    row = stored.row
    places = [
        token
        for place in stored.places
        for token in place_tokens(buildings=place.buildings, floor=place.floor, units=place.units)
    ]
    names = [fold(name) for name in (row.name, row.shop_sign) if name]
    return Document(
        subject=Subject.ENTERPRISE,
        id=row.id,
        version=row.index_version,
        tokens=tokens_of(Subject.ENTERPRISE, stored.texts, readings)
        | {"place_places": " ".join(once(places))},
        keywords={
            "building": once(str(unit.building_id) for unit in stored.units),
            "floor": once(str(unit.floor_id) for unit in stored.units),
            "format": (str(row.format_id),) if row.format_id else (),
            "industry": (row.industry.code,) if row.industry else (),
            "tag": once(tag.folded for tag in stored.tags),
            "kind": (row.kind,),
            "initial": (row.initial,),
        },
        brevity=brevity(min(map(len, names))),
    )
