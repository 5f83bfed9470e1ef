"""What came of promises: computed from what happened, never reported by anybody."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from alliance.matching.models import Exchange, ExchangeState, Outcome
from tenants.isolation.scope import current_district_id

from ..models import PromisePeriod

# What the secretariat found where the two sides did not agree.
DELIVERED, NOT_DELIVERED = Q(outcome=Outcome.DELIVERED), Q(outcome=Outcome.NOT_DELIVERED)


@dataclass(frozen=True)
class Delivery:
    """What came of one period of a promise: how much was promised (null: not counted), how much of it was
    agreed away, how much given and confirmed by both sides."""

    promised: Decimal | None
    taken: Decimal
    delivered: Decimal


def came_of(periods: Collection[PromisePeriod]) -> dict[UUID, Delivery]:
    """By period: what was promised and what happened. Computed, never reported by anybody. One statement."""
    listings = [period.listing_id for period in periods]
    under_way = Exchange.objects.filter(district=current_district_id(), offer__in=listings)
    counted = under_way.values("offer").annotate(
        taken=Sum(_amount(), filter=~(Q(state=ExchangeState.CANCELLED) | NOT_DELIVERED), default=0),
        delivered=Sum(_amount(), filter=Q(state=ExchangeState.CONFIRMED) | DELIVERED, default=0),
    )
    sums = {row["offer"]: (row["taken"], row["delivered"]) for row in counted}
    nothing = (Decimal(0), Decimal(0))
    return {
        period.id: Delivery(period.promise.quantity, *sums.get(period.listing_id, nothing))
        for period in periods
    }


def _amount() -> Coalesce:
    """What is not counted counts as one."""
    return Coalesce("quantity", Decimal(1))
