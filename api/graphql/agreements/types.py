from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import graphene
from django.db.models import F

from alliance.agreements.models import Agreement, Promise, PromisePeriod
from alliance.agreements.selectors import visible
from alliance.agreements.selectors.deliveries import came_of
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.files.types import FileType
from api.graphql.listings.enums import ListingCategory
from api.graphql.listings.types import ListingType
from api.graphql.peers import by_id, follow, listed, load
from tenants.isolation.scope import current_district_id

from .enums import AgreementState, PromiseFrequency, PromiseSide

READ = ("read", "agreement")


def _last_day(ends: date | None) -> date | None:
    return ends - timedelta(days=1) if ends else None


class PromisePeriodType(HouseType):
    class Meta:
        name = "PromisePeriod"
        description = "One period of a promise, and what came of it."
        permission = READ

    since = graphene.Date(required=True, description="Its first day, e.g. `2026-03-01`.")
    until = graphene.Date(description="Its last day, included, e.g. `2026-03-31`; null: open.")
    promised = graphene.Float(description="How much was promised for it, e.g. `4`; null: not counted.")
    taken = graphene.Float(required=True, description="How much of it has been agreed away, e.g. `3`.")
    delivered = graphene.Float(
        required=True, description="How much of it was given and confirmed by both sides, e.g. `2`."
    )
    listing = graphene.Field(ListingType, description="Where it can be taken; null before its first day.")

    def resolve_since(period: Any, info: Any) -> date:
        return period.starts

    def resolve_until(period: Any, info: Any) -> date | None:
        return _last_day(period.ends)

    def resolve_promised(period: Any, info: Any) -> float | None:
        quantity = _came_of(period).promised
        return None if quantity is None else float(quantity)

    def resolve_taken(period: Any, info: Any) -> float:
        return float(_came_of(period).taken)

    def resolve_delivered(period: Any, info: Any) -> float:
        return float(_came_of(period).delivered)

    def resolve_listing(period: Any, info: Any) -> Any:
        def read(periods: list[PromisePeriod]) -> dict[UUID, Any]:
            seen = ListingType.read(info.context, [one.listing_id for one in periods])
            return {one.pk: seen[one.listing_id] for one in periods if one.listing_id in seen}

        return load(period, "listing as seen", read)


def _came_of(period: PromisePeriod) -> Any:
    return load(period, "came of it", came_of)


class PromiseType(HouseType):
    class Meta:
        name = "Promise"
        model = Promise
        description = "One item of an agreement: what, how much, how often, for whom."
        permission = READ

    side = PromiseSide(required=True, description="Who promises it.")
    title = graphene.String(required=True, description="One line, e.g. 报告厅每月免费开放 4 场.")
    description = graphene.String(description="The rest of the story; null if there is none.")
    category = ListingCategory(required=True, description="Of what kind it is.")
    quantity = graphene.Float(description="How much in each period, e.g. `4`; null: not counted.")
    measure = graphene.String(description="Of what the quantity is a number, e.g. 场.")
    frequency = PromiseFrequency(required=True, description="How often.")
    since = graphene.Date(required=True, description="Its first day, e.g. `2026-03-01`.")
    until = graphene.Date(
        description="Its last day as it was signed, included; null: open. See the agreement's `until`."
    )
    periods = graphene.List(
        graphene.NonNull(PromisePeriodType),
        required=True,
        description="Its periods so far and soon to come, the earliest first: the delivery report.",
    )

    def resolve_description(promise: Any, info: Any) -> str | None:
        return promise.description or None

    def resolve_quantity(promise: Any, info: Any) -> float | None:
        return None if promise.quantity is None else float(promise.quantity)

    def resolve_measure(promise: Any, info: Any) -> str | None:
        return promise.measure or None

    def resolve_since(promise: Any, info: Any) -> date:
        return promise.starts

    def resolve_until(promise: Any, info: Any) -> date | None:
        return _last_day(promise.ends)

    def resolve_periods(promise: Any, info: Any) -> list[PromisePeriod]:
        def read(promises: list[Promise]) -> dict[UUID, list[PromisePeriod]]:
            rows = PromisePeriod.objects.filter(
                district=current_district_id(), promise__in=[one.pk for one in promises]
            )
            held = rows.exclude(starts__gte=F("promise__agreement__ended"))  # not what ended before it began
            return listed(held.select_related("promise", "listing").order_by("starts", "id"), "promise_id")

        return load(promise, "periods", read, [])

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        return by_id(Promise.objects.filter(agreement__in=visible(context.reader)), ids)


class AgreementType(HouseType):
    class Meta:
        name = "Agreement"
        model = Agreement
        description = "A pact with a resident institution (共建协议)."
        permission = READ

    title = graphene.String(required=True, description="E.g. 与任城区图书馆共建协议.")
    number = graphene.String(description="Its number, e.g. `ZD-GJ-2026-003`.")
    institution = graphene.Field(PrincipalType, required=True, description="The resident institution.")
    partner = graphene.Field(PrincipalType, required=True, description="Who signs for the alliance.")
    state = AgreementState(required=True, description="Whether it is signed.")
    since = graphene.Date(required=True, description="Its first day, e.g. `2026-03-01`.")
    until = graphene.Date(description="The last day on which it holds, included; null: open.")
    signed_on = graphene.Date(description="The day it was signed; null for a draft.")
    ended_because = graphene.String(description="Why it ended earlier than was agreed, if it did.")
    file = graphene.Field(FileType, description="The paper itself, for whom may read it.")
    promises = graphene.List(
        graphene.NonNull(PromiseType), required=True, description="What was promised, in its order."
    )
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    def resolve_number(agreement: Any, info: Any) -> str | None:
        return agreement.number or None

    def resolve_institution(agreement: Any, info: Any) -> Any:
        return follow(agreement, "institution")

    def resolve_partner(agreement: Any, info: Any) -> Any:
        return follow(agreement, "partner")

    def resolve_since(agreement: Any, info: Any) -> date:
        return agreement.starts

    def resolve_until(agreement: Any, info: Any) -> date | None:
        return agreement.last_day

    def resolve_ended_because(agreement: Any, info: Any) -> str | None:
        return agreement.ended_because or None

    def resolve_file(agreement: Any, info: Any) -> Any:
        def read(agreements: list[Agreement]) -> dict[UUID, Any]:
            seen = FileType.read(info.context, {one.file_id for one in agreements if one.file_id})
            return {one.pk: seen[one.file_id] for one in agreements if one.file_id in seen}

        return load(agreement, "file as seen", read)

    def resolve_promises(agreement: Any, info: Any) -> list[Promise]:
        def read(agreements: list[Agreement]) -> dict[UUID, list[Promise]]:
            rows = Promise.objects.filter(
                district=current_district_id(), agreement__in=[one.pk for one in agreements]
            )
            return listed(rows.order_by("ordinal"), "agreement_id")

        return load(agreement, "promises", read, [])

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        return by_id(visible(context.reader), ids)


AgreementConnection = connection_of(AgreementType, "Agreement", "agreements")
