"""What is stored by the readings follows a change of them: sort keys, letters, and what the index is told.

A consumer of the outbox, so it follows an undo too. Measured on 100,000 names: looking through them 0.5 to
0.8 s, a thousand that hold the phrase 0.3 s; a phrase in every single name would keep the relay for 25 s.
Addresses stay.
"""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import connection

from tenants.acts.outbox import announce, consumer
from tenants.acts.worked_out import worked_out
from tenants.isolation.scope import current_district_id, scope
from tenants.models import (
    Building,
    BuildingAlias,
    BusinessFormat,
    Enterprise,
    EnterpriseTag,
    FormerName,
    Industry,
    Tag,
    Tenancy,
)
from tenants.reading.folding import fold
from tenants.selectors.readings import held_readings, phrases_ever

from .enterprises import named
from .readings import TOPIC

# What the index holds of an enterprise is to be made anew, though nothing about it changed.
READ_ANEW = "enterprise.read"
BATCH = 1000
_REKEY = """
    UPDATE tenants_enterprise AS one
    SET sort_key = anew.sort_key, initial = anew.initial, index_version = index_version + 1
    FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS anew (id, sort_key, initial)
    WHERE one.district_id = %s AND one.id = anew.id
"""
Holds = Callable[[str], bool]


@worked_out("tenants.Enterprise", "sort_key", "initial")
def keys_of(enterprise: Enterprise) -> dict[str, str]:
    return named(enterprise.name, held_readings())


@consumer("readings", topics=[TOPIC])
def follow(district_id: UUID, entries: list[UUID]) -> None:
    """Re-key the enterprises whose names hold the phrases of these entries. Killed between two batches, or
    done twice, it comes to the same."""
    with scope(district_id):
        concerned = _enterprises_with(holding(entries))
    for some in batches(concerned):
        with scope(district_id):
            _rekey(some)


def holding(entries: Iterable[UUID]) -> Holds:
    """Whether a text holds one of the phrases of these entries. The district itself among them means all."""
    if current_district_id() in (wanted := set(entries)):
        return bool
    phrases = sorted(phrases_ever(wanted))
    return lambda text: any(phrase in fold(text) for phrase in phrases)


def batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """In the order of the ids: two who lock several wait for each other in one order."""
    ordered = sorted(ids)
    return (ordered[begin : begin + BATCH] for begin in range(0, len(ordered), BATCH))


def _enterprises_with(holds: Holds) -> set[UUID]:
    """Those whose documents hold it: in a name, a former name, the names of their towers, what they are
    tagged with or classified by."""
    here = {"district": current_district_id()}
    found = {
        one
        for one, *names in Enterprise.objects.filter(**here).values_list("id", "name", "shop_sign").iterator()
        if any(map(holds, names))
    }
    former = FormerName.objects.filter(**here).values_list("enterprise", "name").iterator()
    found |= {one for one, name in former if holds(name)}
    towers = _those(holds, Building.objects.filter(**here).values_list("id", "name"))
    towers |= _those(holds, BuildingAlias.objects.filter(**here).values_list("building", "alias"))
    tags = _those(holds, Tag.objects.filter(**here).values_list("id", "label"))
    formats = _those(holds, BusinessFormat.objects.filter(**here).values_list("id", "name"))
    industries = _those(holds, Industry.objects.filter(**here).values_list("id", "name"))
    linked = (
        Tenancy.objects.filter(**here, unit__building__in=towers).values_list("enterprise", flat=True),
        EnterpriseTag.objects.filter(**here, tag__in=tags).values_list("enterprise", flat=True),
        Enterprise.objects.filter(**here, format__in=formats).values_list("id", flat=True),
        Enterprise.objects.filter(**here, industry__in=industries).values_list("id", flat=True),
    )
    return found.union(*linked)


def _those(holds: Holds, rows: Iterable[tuple[UUID, str]]) -> set[UUID]:
    return {one for one, text in rows if holds(text)}


def _rekey(ids: list[UUID]) -> None:
    readings = held_readings()
    rows = Enterprise.objects.filter(district=current_district_id(), id__in=ids).order_by("id")
    anew = [(one.id, named(one.name, readings)) for one in rows.select_for_update(of=("self",), no_key=True)]
    keys = [[key[column] for _one, key in anew] for column in ("sort_key", "initial")]
    with connection.cursor() as cursor:
        cursor.execute(_REKEY, [[one for one, _key in anew], *keys, current_district_id()])
    announce(current_district_id(), {READ_ANEW: [one for one, _key in anew]})
