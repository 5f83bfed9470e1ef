from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import graphene

from alliance.members.models import MemberOffice, Membership
from alliance.members.selectors import memberships_on, offices_on
from api.graphql.base import Guarded, HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.peers import follow, listed, load
from api.graphql.places.types import AS_OF

from .enums import MemberOfficeKindEnum

READ = ("read", "membership")
DATES = ("read", "membership.dates")
ENTERPRISE = "api.graphql.enterprises.types.EnterpriseType"


def holds(row: Any, day: date) -> bool:
    """Whether a membership or an office holds on a day."""
    return row.starts <= day and (row.ends is None or row.ends > day)


class Dated(HouseType):
    """What a member is or holds from a day to a day."""

    class Meta:
        abstract = True

    enterprise = graphene.Field(ENTERPRISE, required=True, description="Whose it is.")
    since = Guarded(
        graphene.Date, permission=DATES, description="First day, e.g. `2024-04-01`; null: not for you."
    )
    until = Guarded(
        graphene.Date,
        permission=DATES,
        description="Last day, e.g. `2027-03-31`; null: open, or not for you.",
    )
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """By id: what holds today; what is past or planned is a date, so not for the public."""
        rows = super().read(context, ids)
        if context.may(*DATES):
            return rows
        return {key: row for key, row in rows.items() if holds(row, context.today)}

    def resolve_enterprise(row: Any, info: Any) -> Any:
        return follow(row, "enterprise")

    def resolve_since(row: Any, info: Any) -> date:
        return row.starts

    def resolve_until(row: Any, info: Any) -> date | None:
        return row.last_day


class MemberOfficeType(Dated):
    class Meta:
        name = "MemberOffice"
        model = MemberOffice
        permission = READ
        description = "An office of a member (轮值主席、联席会议成员), from a day to a day."

    office = MemberOfficeKindEnum(required=True, description="Which office, e.g. `ROTATING_CHAIR`.")


class MembershipType(Dated):
    class Meta:
        name = "Membership"
        model = Membership
        permission = READ
        description = "An enterprise or institution belongs to the alliance (成员单位), from a day to a day."

    note = Guarded(
        graphene.String,
        permission=DATES,
        description="What the secretariat noted, e.g. `第三次联席会议通过`; null: nothing, or not for you.",
    )
    offices = graphene.List(
        graphene.NonNull(MemberOfficeType),
        as_of=AS_OF,
        description="The offices it holds on that day. Null where the day may not be asked about.",
    )

    def resolve_note(membership: Any, info: Any) -> str | None:
        return membership.note or None

    def resolve_offices(membership: Any, info: Any, as_of: date | None = None) -> list[MemberOffice]:
        day = info.context.day(as_of)

        def read(rows: list[Membership]) -> dict[UUID, list[MemberOffice]]:
            standing = {row.enterprise_id: row.pk for row in rows if holds(row, day)}
            held = offices_on(day).filter(enterprise__in=standing).order_by("starts", "id")
            return {standing[one]: offices for one, offices in listed(held, "enterprise_id").items()}

        return load(membership, ("offices", day), read, [])


MembershipConnection = connection_of(MembershipType, "Membership", "memberships")


def membership_of_enterprise() -> graphene.Field:
    """The field `membership` of an enterprise."""

    def resolve(enterprise: Any, info: Any, as_of: date | None = None) -> Membership | None:
        day = info.context.day(as_of)

        def read(rows: list[Any]) -> dict[UUID, Membership]:
            found = memberships_on(day).filter(enterprise__in=[row.pk for row in rows])
            return {one.enterprise_id: one for one in found}

        return load(enterprise, ("membership", day), read)

    return graphene.Field(
        MembershipType,
        as_of=AS_OF,
        description="Its membership in the alliance on that day; null if it is no member.",
        resolver=resolve,
    )
