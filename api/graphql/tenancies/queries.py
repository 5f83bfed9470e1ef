from datetime import date, timedelta
from typing import Any

import graphene
from django.db.models import QuerySet

from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.context import Context
from api.graphql.errors import problem
from api.graphql.ids import keys_of
from api.graphql.keyset import Order
from api.graphql.places.types import AS_OF
from tenants.models import Tenancy
from tenants.selectors.occupancy import contracts_ending, holding_over, tenancies_on

from .types import CONTRACT, TenancyConnection

BY_ENTERPRISE = Order("tenancy-name", ("enterprise__sort_key", "id"))
# A century: beyond it, dates overflow.
LONGEST_NOTICE = 36_500


class TenancyFilter(graphene.InputObjectType):
    class Meta:
        description = "All that is given must hold; of a list, any one. An empty list matches nothing."

    buildings = graphene.List(graphene.NonNull(graphene.ID), description="In one of these buildings.")
    floors = graphene.List(graphene.NonNull(graphene.ID), description="On one of these floors.")
    units = graphene.List(graphene.NonNull(graphene.ID), description="On one of these units.")
    holding_over = graphene.Boolean(
        description="Only those whose contract has run out on the day asked about, or (`false`) only the "
        "others. For the offices."
    )
    contract_ends_within_days = graphene.Int(
        description="Only those whose contract ends within so many days, e.g. `90`. For the offices."
    )


described("TenancyFilter", TenancyFilter._meta.fields)


def standing(context: Context, day: date, given: Any) -> QuerySet[Tenancy]:
    """The tenancies of a day that a filter lets through. Raises FILTER_NOT_PUBLIC."""
    rows = tenancies_on(day).filter(district=context.district.id)
    for name, column, kind in (
        ("buildings", "unit__building__in", "Building"),
        ("floors", "unit__floor__in", "Floor"),
        ("units", "unit__in", "Unit"),
    ):
        if given.get(name) is not None:
            rows = rows.filter(**{column: keys_of(kind, given[name])})
    over, within = given.get("holding_over"), given.get("contract_ends_within_days")
    for name, wanted in (("holdingOver", over), ("contractEndsWithinDays", within)):
        if wanted is not None and not context.may(*CONTRACT):
            raise problem("FILTER_NOT_PUBLIC", filter=name)
    if over is not None:
        condition = {"id__in": holding_over(day).values("id")}
        rows = rows.filter(**condition) if over else rows.exclude(**condition)
    if within is not None:
        if not 0 <= within <= LONGEST_NOTICE or day > date.max - timedelta(days=within + 2):
            raise problem("OUT_OF_RANGE", argument="contractEndsWithinDays")
        rows = rows.filter(id__in=contracts_ending(within, day).values("id"))
    return rows.select_related("enterprise")


class TenancyQueries(graphene.ObjectType):
    tenancies = graphene.Field(
        TenancyConnection,
        as_of=AS_OF,
        filter=graphene.Argument(TenancyFilter, description='Which of them, e.g. `{floors: ["Rmw…"]}`.'),
        **page_arguments(),
        description="Who is where on a day, by the pinyin of the enterprises' names.",
    )

    def resolve_tenancies(
        root: Any, info: Any, as_of: date | None = None, filter: Any = None, **wanted: Any
    ) -> Page:
        day = info.context.day(as_of)
        return Page(standing(info.context, day, filter or {}), BY_ENTERPRISE, Wanted(**wanted))
