"""What is stored of enterprises and listings by which they are found: read once for many, and again for those
of a page that are asked why they are there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation

from alliance.resources.models import Listing, ListingCategory, ListingTag
from search.because.places import Place
from search.fields import SEARCHABLE
from tenants.isolation.scope import current_district_id
from tenants.models import (
    BuildingAlias,
    BusinessFormat,
    Enterprise,
    EnterpriseTag,
    FormerName,
    Industry,
    Tag,
    Tenancy,
    Unit,
    UnitAlias,
)
from tenants.selectors.occupancy import tenancies_on

from .making import grouped

EVERYTHING = frozenset(field.name for field in SEARCHABLE)


@dataclass(frozen=True)
class StoredEnterprise:
    """`texts` by the name of their searchable field, as they are stored."""

    row: Enterprise
    texts: dict[str, list[str]]
    tags: list[Tag]
    units: list[Unit]
    places: list[Place]


@dataclass(frozen=True)
class StoredListing:
    row: Listing
    texts: dict[str, list[str]]
    tags: list[Tag]


def stored_enterprises(
    rows: Sequence[Enterprise], wanted: Collection[str] = EVERYTHING
) -> dict[UUID, StoredEnterprise]:
    """By id. At most seven statements; what is not `wanted` (names of searchable fields) is not read."""
    if not rows:
        return {}
    ids = [row.id for row in rows]
    here = {"district": current_district_id()}
    former = (
        grouped(
            FormerName.objects.filter(**here, enterprise__in=ids)
            .order_by("until", "id")
            .values_list("enterprise", "name")
        )
        if "former_names" in wanted
        else {}
    )
    tags = _tags(EnterpriseTag, "enterprise", ids) if "tags" in wanted else {}
    formats = _names(rows, "format", BusinessFormat) if "format" in wanted else {}
    industries = _names(rows, "industry", Industry) if "industry" in wanted else {}
    units = _units(ids) if {"place", "building"} & set(wanted) else {}
    towers, doors = _aliases([unit for some in units.values() for unit in some])
    found = {}
    for row in rows:
        places = [
            Place(
                (unit.building.name, *towers.get(unit.building_id, ())),
                unit.floor.label,
                (unit.label, *doors.get(unit.id, ())),
            )
            for unit in units.get(row.id, ())
        ]
        texts = {
            "name": [row.name],
            "shop_sign": [row.shop_sign],
            "uscc": [row.uscc or ""],
            "former_names": former.get(row.id, []),
            "building": list(dict.fromkeys(name for place in places for name in place.buildings)),
            "tags": [tag.label for tag in tags.get(row.id, ())],
            "format": formats.get(row.format_id, []),
            "industry": industries.get(row.industry_id, []),
            "description": [row.description],
        }
        found[row.id] = StoredEnterprise(row, texts, tags.get(row.id, []), units.get(row.id, []), places)
    return found


def stored_listings(
    rows: Sequence[Listing], wanted: Collection[str] = EVERYTHING
) -> dict[UUID, StoredListing]:
    """By id. One statement, or none where tags are not `wanted`."""
    ids = [row.id for row in rows]
    tags = _tags(ListingTag, "listing", ids) if rows and "listing_tags" in wanted else {}
    return {
        row.id: StoredListing(
            row,
            {
                "title": [row.title],
                "listing_tags": [tag.label for tag in tags.get(row.id, ())],
                "category": _said(ListingCategory(row.category)),
                "details": [row.description],
            },
            tags.get(row.id, []),
        )
        for row in rows
    }


def _tags(links: Any, owner: str, ids: list[UUID]) -> dict[UUID, list[Tag]]:
    found = links.objects.filter(**{"district": current_district_id(), f"{owner}__in": ids})
    return grouped((getattr(link, f"{owner}_id"), link.tag) for link in found.select_related("tag"))


def _names(rows: Sequence[Enterprise], field: str, model: Any) -> dict[Any, list[str]]:
    """What rows point to, by its id; read only where the rows have not been read with it."""
    known = {
        getattr(row, f"{field}_id"): getattr(row, field) for row in rows if row._state.fields_cache.get(field)
    }
    missing = {getattr(row, f"{field}_id") for row in rows} - {None, *known}
    if missing:
        known |= {one.pk: one for one in model.objects.filter(district=current_district_id(), id__in=missing)}
    return {key: [one.name] for key, one in known.items()}


def _units(ids: list[UUID]) -> dict[UUID, list[Unit]]:
    standing = tenancies_on().filter(district=current_district_id(), enterprise__in=ids)
    tenancies: list[Tenancy] = list(standing.select_related("unit__building", "unit__floor"))
    return grouped((tenancy.enterprise_id, tenancy.unit) for tenancy in tenancies)


def _aliases(units: list[Unit]) -> tuple[dict[UUID, list[str]], dict[UUID, list[str]]]:
    """Other names of their buildings, and of themselves."""
    if not units:
        return {}, {}
    here = {"district": current_district_id()}
    towers = BuildingAlias.objects.filter(**here, building__in={unit.building_id for unit in units})
    doors = UnitAlias.objects.filter(**here, unit__in={unit.id for unit in units})
    return grouped(towers.values_list("building", "alias")), grouped(doors.values_list("unit", "alias"))


def _said(category: ListingCategory) -> list[str]:
    """The category's word, in the language of the lists; `OTHER` says nothing."""
    if category == ListingCategory.OTHER:
        return []
    with translation.override("zh-hans"):
        return [str(category.label)]
