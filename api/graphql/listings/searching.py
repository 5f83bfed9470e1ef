"""`searchListings`: hits of the index, read again as each reader may see them, under the lists' filter."""

from typing import Any

import graphene

from alliance.resources.selectors import Criteria
from api.graphql.connections import page_arguments
from api.graphql.searching import SearchPage, found_by, search_connection_of
from search.selectors import search_listings, why_listings
from tenants.reading.folding import fold
from tenants.selectors.readings import readings_of

from .facets import listing_facets
from .queries import ListingFilter, criteria_of
from .types import ListingType

ListingSearchConnection = search_connection_of(
    ListingType, "ListingSearch", "listings found", facets=listing_facets()
)


class ListingSearchQueries:
    """Root fields that find on the three lists."""

    search_listings = graphene.Field(
        ListingSearchConnection,
        text=graphene.Argument(
            graphene.String,
            required=True,
            description="Hanzi, pinyin or initials of the title, a tag, a category, words of the "
            "description, e.g. `会议室`, `hys`.",
        ),
        **page_arguments(backward=False),
        filter=graphene.Argument(
            ListingFilter, description="Which of them, as in `listings`: open ones, unless it differs."
        ),
        description="What fits a text on the district's lists, as far as you may see it, best first.",
    )

    def resolve_search_listings(
        root: Any, info: Any, text: str, filter: Any = None, **page: Any
    ) -> SearchPage:
        wanted = criteria_of(filter)
        return found_by(
            search_listings,
            why_listings,
            page,
            reader=info.context.reader,
            text=text,
            readings=readings_of(info.context.district),
            wanted=wanted,
            filters=_in_the_index(wanted),
        )


def _in_the_index(wanted: Criteria) -> dict[str, list[str]]:
    """The part of a filter by which the search index can narrow; the database then has the last word."""
    tags = None if wanted.tags is None else [fold(tag) for tag in wanted.tags]
    narrowed = {"kind": wanted.kinds, "category": wanted.categories, "tag": tags}
    return {name: list(values) for name, values in narrowed.items() if values is not None}
