from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alliance.members.selectors import directory
from alliance.resources.models import Listing
from alliance.resources.selectors import Criteria, is_anybody, matching, visible
from search.criteria import Filters
from search.engine import Counts
from search.fields import GUARDED, Subject
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, Floor
from tenants.readers import Reader
from tenants.reading.local_readings import Readings

from .among import Among, Counting
from .counting import ENTERPRISE_FACETS, LISTING_FACETS, of_enterprises, of_listings
from .paging import Asked, Found

# Where the filter of a listing's facet stands in its criteria.
_WISHES = {"kind": "kinds", "category": "categories", "tag": "tags", "state": "states"}


def enterprise_facets(reader: Reader) -> tuple[str, ...]:
    """The facets of enterprises that this reader may see."""
    return tuple(name for name in ENTERPRISE_FACETS if name not in GUARDED or reader.may(*GUARDED[name]))


def search_enterprises(
    *,
    reader: Reader,
    text: str,
    first: int = 20,
    after: str | None = None,
    filters: Filters | None = None,
    among: Among[Enterprise] | None = None,
    facets: Collection[str] = (),
    readings: Readings | None = None,
    only: Collection[str] | None = None,
) -> Found[Enterprise]:
    """The enterprises of the open district that the reader may find by a text, best first.

    `filters` narrow inside the index (`search.fields.FILTERS`: building, floor, format, branch → ids as text;
    industry → codes; tag → folded labels; kind, initial, sector, member; open → kinds of listings, for who
    sees only those that everybody sees); an empty choice matches none. `among` are the enterprises that may
    be shown at all: the directory of today, narrowed also in ways that the index does not know. `facets` are
    those that will be asked of what is found: they are counted along with it. `only` in these of the
    `SEARCHABLE` fields. `readings` are the district's, where the caller has them (`readings_of`): without,
    they cost a statement. Raises Refusal: `SEARCH_UNAVAILABLE`, `INVALID_CURSOR`, `INVALID_PAGE`.
    """
    chosen = filters or {}
    among = among or Among(directory(), frozenset(chosen))
    asked = Asked(
        Subject.ENTERPRISE,
        reader=reader,
        text=text,
        filters=filters,
        among=among,
        counting=Counting(
            allowed=enterprise_facets(reader),
            by_database=partial(_by_database, reader, chosen, among),
            count=lambda facet, ids: of_enterprises(facet, ids, reader, chosen),
            kept=partial(_kept, chosen),
        ),
        facets=facets,
        for_everybody=True,
        readings=readings,
        only=only,
    )
    return asked.page(first, after)


def _by_database(reader: Reader, filters: Filters, among: Among[Any], facet: str) -> bool:
    """Tower and floor are filtered as those of one tenancy, and the index knows only all of each; and of open
    listings only those that everybody sees."""
    return (
        not among.in_the_index
        or (facet == "building" and "floor" in filters)
        or (facet == "open" and not is_anybody(reader))
    )


def _kept(filters: Filters, facet: str, counts: Counts) -> Counts:
    """Of who is in the towers that were chosen, the index counts the floors in other towers too."""
    if facet != "floor" or "building" not in filters or not counts:
        return counts
    keys = [UUID(value) for value in filters["building"]]
    there = Floor.objects.filter(district=current_district_id(), building__in=keys)
    kept = {str(one) for one in there.values_list("id", flat=True)}
    return {one: count for one, count in counts.items() if one in kept}


def search_listings(
    *,
    reader: Reader,
    text: str,
    wanted: Criteria | None = None,
    first: int = 20,
    after: str | None = None,
    filters: Filters | None = None,
    readings: Readings | None = None,
    only: Collection[str] | None = None,
) -> Found[Listing]:
    """The listings of the open district that the reader may see and find by a text, best first: the open
    ones, unless `wanted` says otherwise.

    `filters` narrow inside the index (kind, category; tag → folded labels), `wanted` has them too. A hit that
    the reader may not see is not there, whatever is asked: not counted, and no reason to show or to hide
    others. Raises as `search_enterprises` does.
    """
    criteria = wanted or Criteria()

    def rows(criteria: Criteria) -> QuerySet[Listing]:
        return visible(reader).filter(matching(criteria))

    set_ones = frozenset(name for name, wish in _WISHES.items() if getattr(criteria, wish) is not None)
    asked = Asked(
        Subject.LISTING,
        reader=reader,
        text=text,
        filters=filters,
        among=Among(
            rows(criteria),
            narrowed=set_ones | (filters or {}).keys(),
            without=lambda facet: rows(replace(criteria, **{_WISHES[facet]: None})),
            in_the_index=False,
        ),
        counting=Counting(LISTING_FACETS, by_database=lambda facet: True, count=of_listings),
        for_everybody=False,
        readings=readings,
        only=only,
    )
    return asked.page(first, after)
