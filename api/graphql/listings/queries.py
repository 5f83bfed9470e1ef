from typing import Any

import graphene

from alliance.resources.selectors import Criteria, matching, visible
from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.ids import keys_of
from api.graphql.keyset import Order
from api.graphql.nested import NestedPage

from .enums import ListingCategory, ListingKind, ListingOrder, ListingState
from .types import ListingConnection

NEWEST = Order("newest", ("created_at", "id"), descending=True)
ENDING_SOON = Order("ending", ("ends_or_never", "id"))
ORDERS = {"NEWEST": NEWEST, "ENDING_SOON": ENDING_SOON}


class ListingFilter(graphene.InputObjectType):
    class Meta:
        description = "Which listings; what is left out does not narrow, an empty list matches nothing."

    kinds = graphene.List(graphene.NonNull(ListingKind), description="On one of these lists.")
    states = graphene.List(
        graphene.NonNull(ListingState), description="In one of these states. Left out: open ones."
    )
    tags = graphene.List(graphene.NonNull(graphene.String), description="With one of these words, e.g. 路演.")
    categories = graphene.List(
        graphene.NonNull(ListingCategory), description="Of one of these kinds of thing, e.g. `ROOM`."
    )
    enterprises = graphene.List(graphene.NonNull(graphene.ID), description="Of one of these enterprises.")
    from_ = graphene.Date(name="from", description="Available on this day or later.")
    until = graphene.Date(description="Available on this day or earlier.")


described("ListingFilter", ListingFilter._meta.fields)


def criteria_of(wishes: Any) -> Criteria:
    """The filter as the domain knows it."""
    given = {name: value for name, value in (wishes or {}).items() if value is not None}
    wanted: dict[str, Any] = {}
    for name in ("kinds", "states", "categories"):
        if name in given:
            wanted[name] = [one.value for one in given[name]]
    if "tags" in given:
        wanted["tags"] = given["tags"]
    if "enterprises" in given:
        wanted["enterprises"] = keys_of("Enterprise", given["enterprises"])
    return Criteria(first_day=given.get("from_"), last_day=given.get("until"), **wanted)


class ListingQueries:
    """Root fields about listings."""

    listings = graphene.Field(
        ListingConnection,
        description="The district's lists, as far as you may see them. Open ones, unless the filter differs.",
        filter=graphene.Argument(ListingFilter, description="Which ones."),
        order_by=graphene.Argument(ListingOrder, description="By what they are sorted. Default `NEWEST`."),
        **page_arguments(),
    )

    def resolve_listings(root: Any, info: Any, filter: Any = None, order_by: Any = None, **page: Any) -> Page:
        rows = visible(info.context.reader).filter(matching(criteria_of(filter), day=info.context.today))
        return Page(rows, ORDERS[order_by.value if order_by else "NEWEST"], Wanted(**page))


def listings_of_enterprise() -> graphene.Field:
    """The field `listings` of an enterprise: its open ones, newest first."""

    def resolve(enterprise: Any, info: Any, kind: Any = None, **page: Any) -> NestedPage:
        kinds = [kind.value] if kind else None

        def rows() -> Any:
            return visible(info.context.reader).filter(
                matching(Criteria(kinds=kinds), day=info.context.today)
            )

        return NestedPage(
            enterprise,
            ("listings", *(kinds or ())),
            rows,
            owner="enterprise_id",
            order=NEWEST,
            wanted=Wanted(**page),
        )

    return graphene.Field(
        ListingConnection,
        description="Its open listings, as far as you may see them, newest first.",
        kind=graphene.Argument(ListingKind, description="Only those on this list."),
        resolver=resolve,
        **page_arguments(backward=False),
    )
