from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tenants.acts.authors import Author
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from ..models import Exchange
from .sides import of_sides, seen_by, seen_by_author


@dataclass(frozen=True, kw_only=True)
class ExchangeCriteria:
    """Which exchanges; None is no wish, an empty collection matches nothing. `listings`: of one of these,
    offered or wanted. `sides`: one of these gives or takes."""

    states: Collection[str] | None = None
    listings: Collection[UUID] | None = None
    sides: Collection[UUID] | None = None


def visible_exchanges(reader: Reader) -> QuerySet[Exchange]:
    return _here().filter(seen_by(reader, "exchange"))


def exchanges_for_author(by: Author) -> QuerySet[Exchange]:
    return _here().filter(seen_by_author(by, "exchange"))


def matching_exchanges(wanted: ExchangeCriteria) -> Q:
    """The criteria as a condition on exchanges."""
    found = Q()
    if wanted.states is not None:
        found &= Q(state__in=list(wanted.states))
    if wanted.listings is not None:
        listings = list(wanted.listings)
        found &= Q(offer__in=listings) | Q(match__want__in=listings)
    if wanted.sides is not None:
        found &= of_sides(wanted.sides)
    return found


def _here() -> QuerySet[Exchange]:
    return Exchange.objects.filter(district=current_district_id())
