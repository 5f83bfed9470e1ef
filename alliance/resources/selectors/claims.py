from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from ..models import PartClaim
from .lists import visible


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Which claims; None is no wish, an empty collection matches nothing. `principals` are who claims."""

    listings: Collection[UUID] | None = None
    principals: Collection[UUID] | None = None
    states: Collection[str] | None = None


def visible_claims(reader: Reader) -> QuerySet[PartClaim]:
    """Who claimed what: for whoever holds a mandate and sees the project; one's own in any case."""
    here = PartClaim.objects.filter(district=current_district_id())
    if not reader.may("read", "part_claim"):
        return here.none()
    seen = visible(reader).filter(id=OuterRef("part__listing"))
    return here.filter(Q(principal__in=reader.principals) | Q(Exists(seen)))


def claims_matching(wanted: Claims) -> Q:
    """The criteria as a condition on claims."""
    found = Q()
    if wanted.listings is not None:
        found &= Q(part__listing__in=list(wanted.listings))
    if wanted.principals is not None:
        found &= Q(principal__in=list(wanted.principals))
    if wanted.states is not None:
        found &= Q(state__in=list(wanted.states))
    return found
