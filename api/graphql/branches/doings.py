"""What an organisation does, on its page: projects, activities, what it gave and received."""

from typing import Any

import graphene
from django.db.models import Q

from alliance.branches.models import BranchActivity
from alliance.matching.models import ExchangeState, Outcome
from alliance.matching.selectors import visible_exchanges
from alliance.resources.models import ListingKind, ListingState
from alliance.resources.selectors import Criteria, matching, visible
from api.graphql.base import Guarded, HouseType
from api.graphql.connections import Wanted, connection_of, page_arguments
from api.graphql.keyset import Order
from api.graphql.nested import NestedPage
from api.graphql.peers import follow
from tenants.isolation.scope import current_district_id

from .dated import ORGANISATION, READ

NEWEST = Order("organisation projects", ("created_at", "id"), descending=True)
LATEST = Order("activities", ("on", "id"), descending=True)
LATEST_AGREED = Order("organisation exchanges", ("agreed_at", "id"), descending=True)
UNDER_WAY = Criteria(kinds=[ListingKind.PROJECT], states=[ListingState.OPEN, ListingState.PROMISED])
TOOK_PLACE = Q(state=ExchangeState.CONFIRMED) | Q(state=ExchangeState.SETTLED, outcome=Outcome.DELIVERED)


class BranchActivityType(HouseType):
    class Meta:
        name = "BranchActivity"
        model = BranchActivity
        permission = READ
        description = "What a Party organisation did on a day. Who came is never kept, only how many."

    organisation = graphene.Field(ORGANISATION, required=True, description="Whose activity it was.")
    title = graphene.String(required=True, description="One line, e.g. 主题党日：楼道清洁.")
    on = graphene.Date(required=True, description="The day.")
    head_count = graphene.Int(description="How many came, e.g. `12`; null: not counted.")

    def resolve_organisation(activity: Any, info: Any) -> Any:
        return follow(activity, "organisation")


BranchActivityConnection = connection_of(BranchActivityType, "BranchActivity", "activities")


def activities_of() -> graphene.Field:
    """The field `activities` of an organisation."""

    def resolve(organisation: Any, info: Any, **page: Any) -> NestedPage:
        return NestedPage(
            organisation,
            "activities",
            lambda: BranchActivity.objects.filter(district=current_district_id()),
            owner="organisation_id",
            order=LATEST,
            wanted=Wanted(**page),
        )

    return graphene.Field(
        BranchActivityConnection,
        description="What it did, the latest first.",
        resolver=resolve,
        **page_arguments(backward=False),
    )


def projects_of() -> graphene.Field:
    """The field `projects` of an organisation."""

    def connection() -> Any:
        from api.graphql.listings.types import ListingConnection  # whose enterprises show organisations

        return ListingConnection

    def resolve(organisation: Any, info: Any, **page: Any) -> NestedPage:
        context = info.context

        def rows() -> Any:
            wanted = matching(UNDER_WAY, day=context.today)
            return visible(context.reader).filter(wanted, is_draft=False)

        return NestedPage(
            organisation, "projects", rows, owner="owner_id", order=NEWEST, wanted=Wanted(**page)
        )

    return graphene.Field(
        connection,
        description="Its projects that are under way (open, or all claimed and not done), as far as you may "
        "see them, the newest first.",
        resolver=resolve,
        **page_arguments(backward=False),
    )


def exchanges_of(side: str, description: str) -> Guarded:
    """What an organisation gave or received, for whoever may see its exchanges."""

    def connection() -> Any:
        from api.graphql.exchanges.types import ExchangeConnection

        return ExchangeConnection

    def resolve(organisation: Any, info: Any, **page: Any) -> NestedPage:
        def rows() -> Any:
            return visible_exchanges(info.context.reader).filter(TOOK_PLACE).select_related("match")

        return NestedPage(organisation, side, rows, owner=side, order=LATEST_AGREED, wanted=Wanted(**page))

    return Guarded(
        connection,
        permission=("read", "exchange"),
        owner=lambda organisation: organisation.pk,
        description=f"{description} For its secretary and the secretariat.",
        resolver=resolve,
        **page_arguments(backward=False),
    )
