from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.resources.models import ClaimState as StoredState
from alliance.resources.models import PartClaim, ProjectPart
from alliance.resources.selectors import visible, visible_claims
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import Guarded, HouseType
from api.graphql.connections import Wanted, connection_of, page_arguments
from api.graphql.context import Context
from api.graphql.enums import enum_of
from api.graphql.keyset import Order
from api.graphql.nested import NestedPage
from api.graphql.peers import by_id, follow

OLDEST = Order("claims", ("claimed_at", "id"))
ClaimState = enum_of(
    StoredState,
    "How far a claim has come.",
    {
        "CLAIMED": "Taken on.",
        "DELIVERED": "Done, says who claimed it; the project's owner has not confirmed it yet.",
        "CONFIRMED": "Done, say both.",
        "WITHDRAWN": "Whoever claimed it said no. It is free again.",
        "DECLINED": "The project's owner said no. It is free again.",
    },
)


def _listing_type() -> Any:
    from api.graphql.listings.types import ListingType  # which has parts itself

    return ListingType


class PartClaimType(HouseType):
    class Meta:
        name = "PartClaim"
        model = PartClaim
        description = "Somebody takes on some of a project's part (认领)."
        permission = ("read", "part_claim")

    part = graphene.Field(lambda: ProjectPartType, description="Of which part; null if you do not see it.")
    principal = graphene.Field(PrincipalType, required=True, description="Who claimed it (认领单位).")
    quantity = graphene.Float(required=True, description="How much of it, e.g. `2`.")
    state = ClaimState(required=True, description="How far it has come.")
    progress = graphene.String(description="What was reported last (进展), e.g. 已到位两人; null if nothing.")
    claimed_at = graphene.DateTime(required=True, description="When it was claimed.")
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    def resolve_part(claim: Any, info: Any) -> Any:
        return follow(claim, "part")

    def resolve_principal(claim: Any, info: Any) -> Any:
        return follow(claim, "principal")

    def resolve_quantity(claim: Any, info: Any) -> float:
        return float(claim.quantity)

    def resolve_progress(claim: Any, info: Any) -> str | None:
        return claim.progress or None

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of projects the reader sees, and one's own."""
        return by_id(visible_claims(context.reader), ids)


PartClaimConnection = connection_of(PartClaimType, "PartClaim", "claims")


class ProjectPartType(HouseType):
    class Meta:
        name = "ProjectPart"
        model = ProjectPart
        description = "What of a project may be claimed."
        permission = ("read", "listing.public")

    listing = graphene.Field(_listing_type, required=True, description="The project.")
    title = graphene.String(required=True, description="One line, e.g. 志愿者.")
    quantity = graphene.Float(required=True, description="How much or how many of it there is, e.g. `10`.")
    measure = graphene.String(description="Of what the quantity is a number, e.g. 人.")
    taken = graphene.Float(required=True, description="How much of it is claimed, e.g. `6`.")
    remaining = graphene.Float(required=True, description="How much of it can still be claimed, e.g. `4`.")
    due = graphene.Date(description="The last day on which it should be done (时限).")
    claims = Guarded(
        PartClaimConnection,
        permission=("read", "part_claim"),
        description="Who claimed of it, first come first; null for the public.",
        **page_arguments(backward=False),
    )

    def resolve_listing(part: Any, info: Any) -> Any:
        return follow(part, "listing")

    def resolve_quantity(part: Any, info: Any) -> float:
        return float(part.quantity)

    def resolve_measure(part: Any, info: Any) -> str | None:
        return part.measure or None

    def resolve_taken(part: Any, info: Any) -> float:
        return float(part.taken)

    def resolve_remaining(part: Any, info: Any) -> float:
        return float(part.remaining)

    def resolve_claims(part: Any, info: Any, **page: Any) -> NestedPage:
        return NestedPage(
            part,
            "claims",
            lambda: visible_claims(info.context.reader),
            owner="part_id",
            order=OLDEST,
            wanted=Wanted(**page),
        )

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of projects the reader sees."""
        return by_id(ProjectPart.objects.filter(listing__in=visible(context.reader)), ids)
