from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene

from alliance.resources import actions
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput, StandInInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .types import PartClaimType


class ClaimPartInput(HouseInput):
    class Meta:
        description = "How much of which part you take on."

    part = graphene.ID(required=True, description="The part, of somebody else's project.")
    quantity = graphene.Float(
        required=True, description="How much of it: more than 0, no more than `remaining`."
    )


class ClaimInput(StandInInput):
    class Meta:
        description = "Which claim."

    id = graphene.ID(required=True, description="The claim.")
    expected_version = graphene.Int(
        description="Refuse with `VERSION_CHANGED` if it is at another one by now."
    )


class ReportProgressInput(ClaimInput):
    class Meta:
        description = "How far you have come."

    progress = graphene.String(required=True, description="In words, up to 500 characters.")


class ClaimPart(RetriableMutation):
    class Meta:
        description = "Take on some of a part of somebody else's project (认领), as whom you act for."
        permission = ("claim", "project")
        input = ClaimPartInput
        answer = ("claim", PartClaimType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        part_id = key_in(given, "part", "ProjectPart")
        return actions.claim_part(by=author, part_id=part_id, quantity=Decimal(str(given.quantity)))


class ReportProgress(RetriableMutation):
    class Meta:
        description = "Say how far you have come with what you claimed (进展)."
        permission = ("keep", "part_claim")
        input = ReportProgressInput
        answer = ("claim", PartClaimType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.report_progress(by=author, progress=given.progress, **_which(given))


class DeliverClaim(RetriableMutation):
    class Meta:
        description = "Say that what you claimed is done. The project's owner confirms it."
        permission = ("keep", "part_claim")
        input = ClaimInput
        answer = ("claim", PartClaimType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.deliver_claim(by=author, **_which(given))


class WithdrawClaim(RetriableMutation):
    class Meta:
        description = "Give back what you claimed, without a reason. It is free for others again."
        permission = ("keep", "part_claim")
        input = ClaimInput
        answer = ("claim", PartClaimType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.withdraw_claim(by=author, **_which(given))


class ConfirmClaim(RetriableMutation):
    class Meta:
        description = "Confirm, as the project's owner, that what was delivered is done."
        permission = ("answer", "part_claim")
        input = ClaimInput
        answer = ("claim", PartClaimType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.confirm_claim(by=author, **_which(given))


class DeclineClaim(RetriableMutation):
    class Meta:
        description = "Say no to a claim, as the project's owner, without a reason."
        permission = ("answer", "part_claim")
        input = ClaimInput
        answer = ("claim", PartClaimType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.decline_claim(by=author, **_which(given))


class ProjectMutations:
    """Mutations of what is claimed of projects."""

    claim_part = ClaimPart.Field()
    report_progress = ReportProgress.Field()
    deliver_claim = DeliverClaim.Field()
    withdraw_claim = WithdrawClaim.Field()
    confirm_claim = ConfirmClaim.Field()
    decline_claim = DeclineClaim.Field()


def _which(given: Any) -> dict[str, Any]:
    claim_id = key_in(given, "id", "PartClaim")
    return {"claim_id": claim_id, "expected_version": given.get("expected_version")}
