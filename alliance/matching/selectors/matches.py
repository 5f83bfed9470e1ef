from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tenants.acts.authors import Author
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from ..models import Match, MatchState
from .sides import of_sides, seen_by, seen_by_author


@dataclass(frozen=True, kw_only=True)
class MatchCriteria:
    """Which matches; None is no wish, an empty collection matches nothing. `listings`: of one of these,
    offered or wanted. `sides`: one of these gives or takes. `awaiting`: one of these is to answer."""

    states: Collection[str] | None = None
    listings: Collection[UUID] | None = None
    sides: Collection[UUID] | None = None
    awaiting: Collection[UUID] | None = None


def visible_matches(reader: Reader) -> QuerySet[Match]:
    return _here().filter(seen_by(reader, "match"))


def matches_for_author(by: Author) -> QuerySet[Match]:
    return _here().filter(seen_by_author(by, "match"))


def matching_matches(wanted: MatchCriteria) -> Q:
    """The criteria as a condition on matches."""
    found = Q()
    if wanted.states is not None:
        found &= Q(state__in=list(wanted.states))
    if wanted.listings is not None:
        listings = list(wanted.listings)
        found &= Q(offer__in=listings) | Q(want__in=listings)
    if wanted.sides is not None:
        found &= of_sides(wanted.sides)
    if wanted.awaiting is not None:
        asked = list(wanted.awaiting)
        to_giver = Q(giver__in=asked) & ~Q(proposer=F("giver"))
        to_taker = Q(taker__in=asked) & ~Q(proposer=F("taker"))
        found &= Q(state=MatchState.PROPOSED) & (to_giver | to_taker)
    return found


def _here() -> QuerySet[Match]:
    return Match.objects.filter(district=current_district_id())
