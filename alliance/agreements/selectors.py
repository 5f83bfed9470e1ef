"""Which agreements somebody may see, and what came of their promises."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from .models import Agreement, AgreementState, PromisePeriod


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """None is no wish, an empty collection matches nothing. `on`: those that hold on that day."""

    institutions: Collection[UUID] | None = None
    states: Collection[str] | None = None
    on: date | None = None


@dataclass(frozen=True)
class Delivery:
    """What came of one period of a promise: how much was promised (null: not counted), how much of it was
    agreed away, how much given and confirmed by both sides."""

    promised: Decimal | None
    taken: Decimal
    delivered: Decimal


def visible(reader: Reader) -> QuerySet[Agreement]:
    """Signed ones for whoever may read agreements here; drafts for the side that writes them."""
    seen = Q(pk__in=[])
    if reader.may("read", "agreement"):
        seen |= Q(state=AgreementState.SIGNED)
    if reader.may("keep", "agreement"):
        seen |= Q(state=AgreementState.DRAFT)
    elif reader.principals:
        seen |= Q(partner__in=reader.principals)
    return Agreement.objects.filter(seen, district=current_district_id())


def matching(criteria: Criteria) -> Q:
    """The criteria as a condition on agreements."""
    wanted = Q()
    if criteria.institutions is not None:
        wanted &= Q(institution__in=list(criteria.institutions))
    if criteria.states is not None:
        wanted &= Q(state__in=list(criteria.states))
    if criteria.on is not None:
        wanted &= Q(starts__lte=criteria.on) & _not_over(criteria.on)
    return wanted


def _not_over(day: date) -> Q:
    return (Q(ends=None) | Q(ends__gt=day)) & (Q(ended=None) | Q(ended__gt=day))


def came_of(periods: Collection[PromisePeriod]) -> dict[UUID, Delivery]:
    """By period: what was promised and what happened. Computed, never reported by anybody. One statement."""
    listings = [period.listing_id for period in periods]
    under_way = Exchange.objects.filter(district=current_district_id(), offer__in=listings)
    counted = under_way.values("offer").annotate(
        taken=Sum(_amount(), filter=~Q(state__in=GIVEN_BACK), default=0),
        delivered=Sum(_amount(), filter=Q(state=ExchangeState.CONFIRMED), default=0),
    )
    sums = {row["offer"]: row for row in counted}
    nothing = {"taken": Decimal(0), "delivered": Decimal(0)}
    return {
        period.id: Delivery(
            period.promise.quantity, *(sums.get(period.listing_id, nothing)[name] for name in nothing)
        )
        for period in periods
    }


def _amount() -> Coalesce:
    """What is not counted counts as one."""
    return Coalesce("quantity", Decimal(1))
