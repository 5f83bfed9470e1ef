from typing import Any

import graphene

from alliance.resources.selectors import Claims, claims_matching, visible_claims
from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.ids import keys_of
from api.graphql.keyset import Order

from .types import ClaimState, PartClaimConnection

NEWEST = Order("newest_claims", ("claimed_at", "id"), descending=True)


class PartClaimFilter(graphene.InputObjectType):
    class Meta:
        description = "Which claims; what is left out does not narrow, an empty list matches nothing."

    listings = graphene.List(graphene.NonNull(graphene.ID), description="Of one of these projects.")
    claimed_by = graphene.List(
        graphene.NonNull(graphene.ID), description="By one of these principals, e.g. that of your mandate."
    )
    states = graphene.List(graphene.NonNull(ClaimState), description="In one of these states.")


described("PartClaimFilter", PartClaimFilter._meta.fields)


class ProjectQueries:
    """Root fields about projects."""

    part_claims = graphene.Field(
        PartClaimConnection,
        description="Who took on what of the projects you see, latest first. Empty for the public.",
        filter=graphene.Argument(PartClaimFilter, description="Which ones."),
        **page_arguments(),
    )

    def resolve_part_claims(root: Any, info: Any, filter: Any = None, **page: Any) -> Page:
        given = {name: value for name, value in (filter or {}).items() if value is not None}
        wanted: dict[str, Any] = {}
        if "listings" in given:
            wanted["listings"] = keys_of("Listing", given["listings"])
        if "claimed_by" in given:
            wanted["principals"] = keys_of("Principal", given["claimed_by"])
        if "states" in given:
            wanted["states"] = [state.value for state in given["states"]]
        rows = visible_claims(info.context.reader).filter(claims_matching(Claims(**wanted)))
        return Page(rows, NEWEST, Wanted(**page))
