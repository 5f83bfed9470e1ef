from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alliance.branches.models import HeadCount, OrganisationBuilding, PartyOrganisation
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader
from tenants.selectors.occupancy import on_day

COUNTS = ("read", "party_organisation.counts")


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What to look for; None is no wish, an empty collection matches nothing. `buildings`: over one today."""

    kinds: Collection[str] | None = None
    buildings: Collection[UUID] | None = None
    superiors: Collection[UUID] | None = None
    standing: bool | None = None


def in_district() -> QuerySet[PartyOrganisation]:
    return PartyOrganisation.objects.filter(district=current_district_id())


def visible(reader: Reader) -> QuerySet[PartyOrganisation]:
    """Party organisations are for mandate holders (domain rule 14); for the others there are none."""
    return in_district() if reader.may("read", "party_organisation") else in_district().none()


def standing_on(day: date) -> Q:
    """Its sign is up, or it is known to stand; not dissolved. As `rules.founding.state_on` says."""
    begun = Q(sign_on__lte=day) | Q(sign_on=None, papers_unknown=True)
    return begun & (Q(dissolved_on=None) | Q(dissolved_on__gt=day))


def matching(criteria: Criteria, day: date) -> Q:
    wanted = Q()
    if criteria.kinds is not None:
        wanted &= Q(kind__in=list(criteria.kinds))
    if criteria.buildings is not None:
        over = buildings_on(day).filter(organisation=OuterRef("pk"), building__in=list(criteria.buildings))
        wanted &= Q(Exists(over))
    if criteria.superiors is not None:
        wanted &= Q(superior__in=list(criteria.superiors))
    if criteria.standing is not None:
        # Not `~`: a comparison with null is neither true nor false.
        stands = Exists(in_district().filter(standing_on(day), pk=OuterRef("pk")))
        wanted &= Q(stands) if criteria.standing else ~Q(stands)
    return wanted


def buildings_on(day: date) -> QuerySet[OrganisationBuilding]:
    return OrganisationBuilding.objects.filter(on_day(day), district=current_district_id())


def counts_for(reader: Reader) -> QuerySet[HeadCount]:
    """Counts are for the organisation itself, the secretariat and the sub-district."""
    rows = HeadCount.objects.filter(district=current_district_id())
    return rows.filter(
        organisation__in=counted(reader, rows.values_list("organisation", flat=True).distinct())
    )


def counted(reader: Reader, organisation_ids: Collection[UUID]) -> list[UUID]:
    """Of which of these organisations the reader may know the counts."""
    return [one for one in organisation_ids if reader.may(*COUNTS, owner=one)]
