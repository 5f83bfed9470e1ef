"""What the index is told of an enterprise."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from alliance.members.selectors import directory
from search.engine import Document
from search.fields import Subject, brevity
from tenants.models import BuildingAlias, Enterprise, EnterpriseTag, FormerName, Tenancy, UnitAlias
from tenants.reading.codes import code_tokens
from tenants.reading.folding import fold
from tenants.reading.local_readings import Readings
from tenants.reading.unit_numbers import place_tokens
from tenants.selectors.occupancy import tenancies_on
from tenants.selectors.readings import district_readings

from .making import Unmade, grouped, made, once, tokens_of


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
    if not rows:
        return []
    listed = [row.id for row in rows]
    former = grouped(FormerName.objects.filter(enterprise__in=listed).values_list("enterprise", "name"))
    tags = grouped(
        (link.enterprise_id, link.tag)
        for link in EnterpriseTag.objects.filter(enterprise__in=listed).select_related("tag")
    )
    standing = list(
        tenancies_on().filter(enterprise__in=listed).select_related("unit__building", "unit__floor")
    )
    places = grouped((tenancy.enterprise_id, tenancy) for tenancy in standing)
    units = {tenancy.unit_id for tenancy in standing}
    unit_aliases = grouped(UnitAlias.objects.filter(unit__in=units).values_list("unit", "alias"))
    buildings = {tenancy.unit.building_id for tenancy in standing}
    building_aliases = grouped(
        BuildingAlias.objects.filter(building__in=buildings).values_list("building", "alias")
    )
    readings = district_readings()
    return made(
        rows,
        lambda row: _document(
            row, former[row.id], tags[row.id], places[row.id], building_aliases, unit_aliases, readings
        ),
        unmade,
    )


def known_versions(ids: Collection[UUID]) -> dict[UUID, int]:
    """Id → index_version of those of these rows that there are, listed or not."""
    return dict(Enterprise.objects.filter(id__in=ids).values_list("id", "index_version"))


def _document(
    row: Enterprise,
    former: list[str],
    tags: list[Any],
    tenancies: list[Tenancy],
    building_aliases: dict[UUID, list[str]],
    unit_aliases: dict[UUID, list[str]],
    readings: Readings,
) -> Document:
    units = [tenancy.unit for tenancy in tenancies]
    towers = {unit.building_id: [unit.building.name, *building_aliases[unit.building_id]] for unit in units}
    texts = {
        "name": [row.name],
        "shop_sign": [row.shop_sign],
        "former_names": former,
        "building": [name for names in towers.values() for name in names],
        "tags": [tag.label for tag in tags],
        "format": [row.format.name] if row.format else [],
        "industry": [row.industry.name] if row.industry else [],
        "description": [row.description],
    }
    places = [
        token
        for unit in units
        for token in place_tokens(
            buildings=towers[unit.building_id],
            floor=unit.floor.label,
            units=[unit.label, *unit_aliases[unit.id]],
        )
    ]
    names = [fold(name) for name in (row.name, row.shop_sign) if name]
    return Document(
        subject=Subject.ENTERPRISE,
        id=row.id,
        version=row.index_version,
        tokens=tokens_of(Subject.ENTERPRISE, texts, readings)
        | {"uscc_fragments": " ".join(code_tokens(row.uscc)), "place_places": " ".join(once(places))},
        keywords={
            "building": once(str(unit.building_id) for unit in units),
            "floor": once(str(unit.floor_id) for unit in units),
            "format": (str(row.format_id),) if row.format_id else (),
            "industry": (row.industry.code,) if row.industry else (),
            "tag": once(tag.folded for tag in tags),
            "kind": (row.kind,),
            "initial": (row.initial,),
        },
        brevity=brevity(min(map(len, names))),
    )
