from typing import Any

from alliance.matching.selectors import visible_matches
from api.graphql.base import Guarded
from api.graphql.connections import Wanted, page_arguments
from api.graphql.keyset import Order
from api.graphql.nested import NestedPage

NEWEST = Order("matches", ("at", "id"), descending=True)


def matches_of_listing() -> Guarded:
    """The field `matches` of a listing: what was proposed about it, for its owner."""

    def connection() -> Any:
        from .types import MatchConnection  # which shows listings itself

        return MatchConnection

    def resolve(listing: Any, info: Any, **page: Any) -> NestedPage:
        owner = "want_id" if listing.kind == "WANT" else "offer_id"
        return NestedPage(
            listing,
            ("matches", owner),
            lambda: visible_matches(info.context.reader),
            owner=owner,
            order=NEWEST,
            wanted=Wanted(**page),
        )

    return Guarded(
        connection,
        permission=("read", "match"),
        owner=lambda listing: listing.owner_id,
        description="What was proposed about it, latest first; null unless it is your own, or you settle.",
        resolver=resolve,
        **page_arguments(backward=False),
    )
