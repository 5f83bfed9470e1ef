"""What the index is told of an enterprise."""

from collections.abc import Collection
from uuid import UUID

from alliance.branches.selectors.coverage import coverages_on
from alliance.members.selectors import directory, memberships_on
from alliance.resources.selectors import Criteria, matching, visible
from search.engine import Document
from search.fields import MEMBER, NO_MEMBER, Subject, brevity
from tenants.calendar import today
from tenants.models import Enterprise
from tenants.readers import ANYBODY
from tenants.reading.folding import fold
from tenants.reading.local_readings import Readings
from tenants.reading.unit_numbers import place_tokens
from tenants.selectors.readings import district_readings

from .making import Unmade, grouped, made, once, tokens_of
from .stored import StoredEnterprise, stored_enterprises


def listed_versions() -> dict[UUID, int]:
    """Id → index_version of all that the directory of the open district lists today."""
    return dict(directory(throughout=True).values_list("id", "index_version"))


def documents(ids: Collection[UUID], unmade: Unmade | None = None) -> list[Document]:
    """The documents of those enterprises that the directory of the open district lists. Ten statements."""
    rows = list(directory().filter(id__in=ids).select_related("industry", "format"))
    if not rows:
        return []
    stored, facts = stored_enterprises(rows), _facts([row.id for row in rows])
    readings = district_readings()
    return made(rows, lambda row: _document(stored[row.id], facts, readings), unmade)


def known_versions(ids: Collection[UUID]) -> dict[UUID, int]:
    """Id → index_version of those of these rows that there are, listed or not."""
    return dict(Enterprise.objects.filter(id__in=ids).values_list("id", "index_version"))


Facts = dict[str, dict[UUID, list[str]]]


def _facts(ids: list[UUID]) -> Facts:
    """What a search is narrowed to though no page says it in words: filter → enterprise → values. An open
    listing counts if everybody may see it; whoever sees more is counted for in the database."""
    covered = coverages_on(today()).filter(enterprise__in=ids).order_by("enterprise", "organisation")
    members = set(memberships_on().filter(enterprise__in=ids).values_list("enterprise", flat=True))
    offered = visible(ANYBODY).filter(matching(Criteria()), enterprise__in=ids).order_by("enterprise", "kind")
    return {
        "branch": grouped((one, str(by)) for one, by in covered.values_list("enterprise", "organisation")),
        "member": {one: [MEMBER if one in members else NO_MEMBER] for one in ids},
        "open": grouped(offered.values_list("enterprise", "kind").distinct()),
    }


def _document(stored: StoredEnterprise, facts: Facts, readings: Readings) -> Document:
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
            "sector": (row.sector,),
            **{name: once(of_each.get(row.id, ())) for name, of_each in facts.items()},
        },
        brevity=brevity(min(map(len, names))),
    )
