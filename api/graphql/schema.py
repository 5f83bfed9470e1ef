"""The schema: the rooms' queries and mutations under two roots."""

from typing import Any

import graphene

from .accounts.types import AccountQueries
from .acts.mutations import ActMutations
from .acts.queries import ActQueries
from .agreements.mutations import AgreementMutations
from .agreements.queries import AgreementQueries
from .agreements.types import PromiseType
from .base import Node, described, find
from .branches.mutations import BranchMutations
from .branches.queries import BranchQueries
from .classification.types import BusinessFormatType, IndustryType, TagType
from .contacts.mutations import ContactMutations
from .credits.mutations import CreditMutations
from .credits.queries import CreditQueries
from .districts.queries import DistrictQueries
from .enterprises.mutations import EnterpriseMutations
from .enterprises.queries import EnterpriseQueries
from .enterprises.searching import SearchQueries
from .errors import problem
from .exchanges.mutations import ExchangeMutations
from .exchanges.queries import ExchangeQueries
from .invitations.mutations import InvitationMutations
from .invitations.queries import InvitationQueries
from .listings.mutations import ListingMutations
from .listings.queries import ListingQueries
from .listings.searching import ListingSearchQueries
from .members.mutations import MemberMutations
from .members.queries import MemberQueries
from .moves.mutations import MoveMutations
from .notices.mutations import NoticeMutations
from .notices.queries import NoticeQueries
from .places.mutations import PlaceMutations
from .places.queries import PlaceQueries
from .places.types import FloorType, UnitType
from .projects.mutations import ProjectMutations
from .projects.queries import ProjectQueries
from .ratings.mutations import RatingMutations
from .readings.mutations import ReadingMutations
from .readings.queries import ReadingQueries
from .tenancies.queries import TenancyQueries
from .tenancies.types import ContractType

LARGEST_LOOK_UP = 100


class Query(
    DistrictQueries,
    EnterpriseQueries,
    TenancyQueries,
    PlaceQueries,
    ListingQueries,
    ProjectQueries,
    ExchangeQueries,
    MemberQueries,
    SearchQueries,
    ListingSearchQueries,
    AccountQueries,
    InvitationQueries,
    ActQueries,
    NoticeQueries,
    CreditQueries,
    BranchQueries,
    AgreementQueries,
    ReadingQueries,
    graphene.ObjectType,
):
    class Meta:
        description = "What can be asked about the district at this address."

    node = graphene.Field(
        Node,
        id=graphene.Argument(graphene.ID, required=True, description="Any id that this API gave out."),
        description="Whatever has this id; null if nothing here has.",
    )
    nodes = graphene.List(
        Node,
        ids=graphene.Argument(
            graphene.List(graphene.NonNull(graphene.ID)), required=True, description="At most 100 ids."
        ),
        description="What has these ids, in their order, null for each that nothing here has.",
    )

    def resolve_node(root: Any, info: Any, id: str) -> Any:
        return find(info.context, [id])[0]

    def resolve_nodes(root: Any, info: Any, ids: list[str]) -> list[Any]:
        if len(ids) > LARGEST_LOOK_UP:
            raise problem("BAD_PAGE_SIZE", argument="ids", given=len(ids), allowed=LARGEST_LOOK_UP)
        return find(info.context, ids)


class Mutation(
    ListingMutations,
    ProjectMutations,
    ExchangeMutations,
    ContactMutations,
    InvitationMutations,
    EnterpriseMutations,
    MemberMutations,
    MoveMutations,
    PlaceMutations,
    ActMutations,
    NoticeMutations,
    CreditMutations,
    BranchMutations,
    RatingMutations,
    AgreementMutations,
    ReadingMutations,
    graphene.ObjectType,
):
    class Meta:
        description = "What can be changed, each in a transaction of its own, under a mandate."


described("Query", Query._meta.fields)
described("Mutation", Mutation._meta.fields)

schema = graphene.Schema(
    query=Query,
    mutation=Mutation,
    types=[BusinessFormatType, IndustryType, TagType, FloorType, UnitType, ContractType, PromiseType],
)
