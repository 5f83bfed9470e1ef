from datetime import date
from typing import Any

import graphene
from django.db.models import Exists, OuterRef, QuerySet

from alliance.members.models import Membership
from alliance.members.selectors import chair_on, memberships_on, offices_on
from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.enterprises.enums import EnterpriseKindEnum
from api.graphql.keyset import Order
from api.graphql.places.types import AS_OF
from tenants.selectors.occupancy import tenancies_on

from .enums import MemberOfficeKindEnum
from .types import ENTERPRISE, MembershipConnection

BY_ENTERPRISE = Order("membership-name", ("enterprise__sort_key", "id"))


class MembershipFilter(graphene.InputObjectType):
    class Meta:
        description = "All that is given must hold; of a list, any one. An empty list matches nothing."

    offices = graphene.List(
        graphene.NonNull(MemberOfficeKindEnum), description="Who holds one of these offices on that day."
    )
    kinds = graphene.List(
        graphene.NonNull(EnterpriseKindEnum), description="What they are by law, e.g. `[PUBLIC_INSTITUTION]`."
    )
    present = graphene.Boolean(
        description="Only those who are on a unit on that day, or (`false`) only the others."
    )


described("MembershipFilter", MembershipFilter._meta.fields)


def matching_memberships(day: date, given: Any) -> QuerySet[Membership]:
    """The memberships of a day that a filter lets through."""
    rows = memberships_on(day)
    if given.get("offices") is not None:
        held = offices_on(day).filter(office__in=[one.value for one in given["offices"]])
        rows = rows.filter(Exists(held.filter(enterprise=OuterRef("enterprise"))))
    if given.get("kinds") is not None:
        rows = rows.filter(enterprise__kind__in=[one.value for one in given["kinds"]])
    if given.get("present") is not None:
        there = Exists(
            tenancies_on(day).filter(district=OuterRef("district"), enterprise=OuterRef("enterprise"))
        )
        rows = rows.filter(there if given["present"] else ~there)
    return rows.select_related("enterprise")


class MemberQueries(graphene.ObjectType):
    memberships = graphene.Field(
        MembershipConnection,
        as_of=AS_OF,
        filter=graphene.Argument(
            MembershipFilter, description="Which of them, e.g. `{offices: [JOINT_MEETING]}`."
        ),
        **page_arguments(),
        description="Who belongs to the alliance on a day, by the pinyin of their names.",
    )
    rotating_chair = graphene.Field(
        ENTERPRISE,
        as_of=AS_OF,
        description="The member that is rotating chair (轮值主席) on that day; null: none is.",
    )

    def resolve_memberships(
        root: Any, info: Any, as_of: date | None = None, filter: Any = None, **wanted: Any
    ) -> Page:
        rows = matching_memberships(info.context.day(as_of), filter or {})
        return Page(rows, BY_ENTERPRISE, Wanted(**wanted))

    def resolve_rotating_chair(root: Any, info: Any, as_of: date | None = None) -> Any:
        held = chair_on(info.context.day(as_of))
        return held.enterprise if held else None
