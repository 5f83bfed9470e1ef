"""Which agreements somebody may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from ..models import Agreement, AgreementState


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """None is no wish, an empty collection matches nothing. `on`: those that hold on that day."""

    institutions: Collection[UUID] | None = None
    states: Collection[str] | None = None
    on: date | None = None


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
