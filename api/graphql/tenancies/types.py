from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import graphene

from api.graphql.base import READ_DIRECTORY, Guarded, HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.peers import follow
from api.graphql.places.types import UnitType
from tenants.models import Contract, Enterprise, Tenancy, Unit

DATES = ("read", "tenancy.dates")
CONTRACT = ("read", "contract")


def last_day(ends: Any) -> Any:
    """Stored is the first day after; people are told the last one."""
    return ends - timedelta(days=1) if ends else None


class ContractType(HouseType):
    class Meta:
        name = "Contract"
        model = Contract
        permission = CONTRACT
        description = (
            "What was signed (合同), over one or more units. For the enterprise itself and the offices."
        )

    number = graphene.String(description="Its number, e.g. `ZD-2024-017`.")
    since = graphene.Date(description="Its first day, e.g. `2024-04-01`.")
    until = graphene.Date(description="Its last day, included, e.g. `2027-03-31`; null: open.")
    area_m2 = graphene.Float(
        description="The lettable area signed for, all units together, in m², e.g. `240.0`."
    )
    free_rent_until = graphene.Date(description="The last day without rent, e.g. `2024-06-30`.")
    fit_out_until = graphene.Date(description="The last day of fitting out, e.g. `2024-05-31`.")

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        rows = Contract.objects.filter(district=context.district.id, pk__in=list(ids))
        return {row.pk: row for row in rows if context.may(*CONTRACT, row.enterprise_id)}

    def resolve_number(contract: Any, info: Any) -> str | None:
        return contract.number or None

    def resolve_since(contract: Any, info: Any) -> Any:
        return contract.starts

    def resolve_until(contract: Any, info: Any) -> Any:
        return last_day(contract.ends)

    def resolve_area_m2(contract: Any, info: Any) -> float | None:
        return contract.lettable_area_cm2 / 10_000 if contract.lettable_area_cm2 else None


class TenancyType(HouseType):
    class Meta:
        name = "Tenancy"
        model = Tenancy
        permission = READ_DIRECTORY
        description = "An enterprise is on one unit (入驻), from a day to a day."

    enterprise = graphene.Field(
        "api.graphql.enterprises.types.EnterpriseType", required=True, description="Who is there."
    )
    unit = graphene.Field(UnitType, required=True, description="Where.")
    shared = graphene.Boolean(required=True, description="Whether others share the unit (合租、集群注册).")
    since = Guarded(
        graphene.Date,
        permission=DATES,
        description="First day, e.g. `2024-04-01`; null: unknown, or not for you.",
    )
    until = Guarded(
        graphene.Date,
        permission=DATES,
        description="Last day, e.g. `2027-03-31`; null: open, or not for you.",
    )
    holding_over = graphene.Boolean(
        required=True,
        description="There today though the contract has run out (合同到期仍在场), whatever day was asked "
        "about: of another day the filter of this name speaks. False to whom contracts are not shown.",
    )
    contract = Guarded(
        ContractType,
        permission=CONTRACT,
        owner=lambda tenancy: tenancy.enterprise_id,
        description="What was signed, if anything. For the enterprise itself and the offices.",
    )

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """By id: one that stands today; a past or planned one is a date, so not for the public."""
        rows = super().read(context, ids)
        if context.may(*DATES):
            return rows
        return {key: row for key, row in rows.items() if stands(row, context.today)}

    def resolve_enterprise(tenancy: Any, info: Any) -> Enterprise:
        return follow(tenancy, "enterprise")

    def resolve_unit(tenancy: Any, info: Any) -> Unit:
        return follow(tenancy, "unit")

    def resolve_since(tenancy: Any, info: Any) -> Any:
        return tenancy.starts

    def resolve_until(tenancy: Any, info: Any) -> Any:
        return last_day(tenancy.ends)

    def resolve_contract(tenancy: Any, info: Any) -> Contract | None:
        return follow(tenancy, "contract")

    def resolve_holding_over(tenancy: Any, info: Any) -> bool:
        if not info.context.may(*CONTRACT, tenancy.enterprise_id):
            return False
        contract = follow(tenancy, "contract")
        over = contract is not None and contract.ends is not None and contract.ends <= info.context.today
        return over and stands(tenancy, info.context.today)


def stands(tenancy: Tenancy, day: Any) -> bool:
    """Whether it holds on a day."""
    begun = tenancy.starts is None or tenancy.starts <= day
    return begun and (tenancy.ends is None or tenancy.ends > day)


TenancyConnection = connection_of(TenancyType, "Tenancy", "tenancies")
