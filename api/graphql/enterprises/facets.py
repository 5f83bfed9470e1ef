"""Facets of the enterprises that were found."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from alliance.branches.selectors.names import names_of_organisations
from alliance.resources.models import ListingKind
from api.graphql.enums import choices_of
from api.graphql.errors import problem
from api.graphql.facets import Counted, Said, Saying, counted, facet_of, facets_field, fields_asked
from api.graphql.ids import encode
from search.fields import GUARDED, MEMBER, NO_MEMBER
from search.selectors import enterprise_facets
from tenants.isolation.scope import current_district_id
from tenants.models import Building, BusinessFormat, EnterpriseKind, Floor, Industry, Sector, Tag

FacetField = choices_of(
    "FacetField",
    "By what enterprises are counted. A value is what the filter of the same meaning takes.",
    {
        "BUILDING": "The buildings they are in today: ids, for `buildings`.",
        "FLOOR": "The floors they are on today: ids, for `floors`.",
        "BRANCH": "The Party organisations that cover them today: ids, for `branches`. For mandate holders.",
        "INDUSTRY": "Their industry: codes of GB/T 4754-2017, for `industries`.",
        "FORMAT": "Their format of business: ids, for `formats`.",
        "TAG": "Their tags: words, for `tags`.",
        "SECTOR": "Whose they are, for `sectors`. For mandate holders.",
        "KIND": "What they are by law, for `kinds`.",
        "HAS_OPEN": "The kinds of listings they have open that you may see, for `hasOpen`.",
        "MEMBER": "Whether they are members of the alliance today: `true` or `false`, for `member`.",
    },
)
NAMES = {one: one.lower() for one in FacetField._meta.enum.__members__} | {"HAS_OPEN": "open"}
Facet = facet_of("Facet", FacetField)


def facets() -> Any:
    return facets_field(Facet, FacetField, _resolve)


def facets_ahead(info: Any) -> list[str]:
    """The facets asked for below a connection, by the index's names: to be counted along with its page."""
    everything = enterprise_facets(info.context.reader)
    wished = [
        everything if fields is None else [NAMES[field] for field in fields] for fields in fields_asked(info)
    ]
    return list(dict.fromkeys(name for names in wished for name in names))


def _resolve(page: Any, info: Any, fields: Any = None) -> list[Counted]:
    allowed = enterprise_facets(info.context.reader)
    if fields is None:
        wished = [field for field, name in NAMES.items() if name in allowed]
    else:
        wished = list(dict.fromkeys(getattr(field, "value", field) for field in fields))
    for field in wished:
        if NAMES[field] not in allowed:
            raise problem("FACET_NOT_PUBLIC", facet=field)
    found = page.facets([NAMES[field] for field in wished])
    return [counted(field, found[NAMES[field]], SAYING[NAMES[field]]) for field in wished]


def choices(words: type[TextChoices]) -> Saying:
    """The values of an enum, by their names."""
    return lambda values: {one.value: Said(one.value, str(one.label)) for one in words if one.value in values}


def tags(values: Collection[str]) -> dict[str, Said]:
    rows = Tag.objects.filter(district=current_district_id(), folded__in=values)
    return {folded: Said(label, label) for folded, label in rows.values_list("folded", "label")}


def _buildings(values: Collection[str]) -> dict[str, Said]:
    rows = Building.objects.filter(district=current_district_id(), id__in=values)
    return {str(one.pk): Said(encode("Building", one.pk), one.name, (one.ordinal, one.pk)) for one in rows}


def _floors(values: Collection[str]) -> dict[str, Said]:
    rows = Floor.objects.filter(district=current_district_id(), id__in=values).select_related("building")
    return {
        str(one.pk): Said(
            encode("Floor", one.pk),
            f"{one.building.name} {one.label}",
            (one.building.ordinal, one.building_id, one.ordinal),
        )
        for one in rows
    }


def _branches(values: Collection[str]) -> dict[str, Said]:
    names = names_of_organisations([UUID(value) for value in values])
    return {str(key): Said(encode("PartyOrganisation", key), name) for key, name in names.items()}


def _formats(values: Collection[str]) -> dict[str, Said]:
    rows = BusinessFormat.objects.filter(district=current_district_id(), id__in=values)
    return {str(one.pk): Said(encode("BusinessFormat", one.pk), one.name) for one in rows}


def _industries(values: Collection[str]) -> dict[str, Said]:
    rows = Industry.objects.filter(district=current_district_id(), code__in=values)
    return {one.code: Said(one.code, one.name) for one in rows}


def _belonging(values: Collection[str]) -> dict[str, Said]:
    words = {MEMBER: _("member of the alliance"), NO_MEMBER: _("no member")}
    return {value: Said(value, word) for value, word in words.items() if value in values}


SAYING: dict[str, Saying] = {
    "building": _buildings,
    "floor": _floors,
    "branch": _branches,
    "industry": _industries,
    "format": _formats,
    "tag": tags,
    "sector": choices(Sector),
    "kind": choices(EnterpriseKind),
    "open": choices(ListingKind),
    "member": _belonging,
}
assert SAYING.keys() >= GUARDED.keys()
