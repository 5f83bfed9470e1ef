"""Facets of the listings that were found."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from alliance.resources.models import ListingCategory, ListingKind, ListingState
from api.graphql.enterprises.facets import choices, tags
from api.graphql.enums import choices_of
from api.graphql.facets import Counted, Said, Saying, counted, facet_of, facets_field
from search.selectors import LISTING_FACETS

ListingFacetField = choices_of(
    "ListingFacetField",
    "By what listings are counted. A value is what the filter of the same meaning takes.",
    {
        "KIND": "Which of the three lists, for `kinds`.",
        "CATEGORY": "What kind of thing, for `categories`.",
        "TAG": "Their tags: words, for `tags`.",
        "STATE": "How they stand today, for `states`; of all states, not of open ones only.",
    },
)
NAMES = {one: one.lower() for one in ListingFacetField._meta.enum.__members__}
assert set(NAMES.values()) == set(LISTING_FACETS)
ListingFacet = facet_of("ListingFacet", ListingFacetField)


def listing_facets() -> Any:
    return facets_field(ListingFacet, ListingFacetField, _resolve)


def _resolve(page: Any, info: Any, fields: Any = None) -> list[Counted]:
    wished = list(NAMES) if fields is None else [getattr(field, "value", field) for field in fields]
    found = page.facets([NAMES[field] for field in wished])
    return [counted(field, found[NAMES[field]], SAYING[NAMES[field]]) for field in dict.fromkeys(wished)]


def _states(values: Collection[str]) -> dict[str, Said]:
    words = {str(one.value): str(one.label) for one in ListingState} | {"EXPIRED": _("expired")}
    return {value: Said(value, word) for value, word in words.items() if value in values}


SAYING: dict[str, Saying] = {
    "kind": choices(ListingKind),
    "category": choices(ListingCategory),
    "tag": tags,
    "state": _states,
}
