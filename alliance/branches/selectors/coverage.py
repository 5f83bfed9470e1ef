"""Who is covered by whom, and who by nobody (组织覆盖、工作覆盖), on any day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from alliance.branches.models import Coverage, CoverageKind
from tenants.isolation.scope import current_district_id
from tenants.models import Building, Enterprise
from tenants.readers import Reader
from tenants.selectors.occupancy import on_day, present_enterprises, tenancies_on

from .organisations import buildings_on, in_district, standing_on


def coverages_on(day: date) -> QuerySet[Coverage]:
    return Coverage.objects.filter(on_day(day), district=current_district_id())


def coverages_for(reader: Reader) -> QuerySet[Coverage]:
    rows = Coverage.objects.filter(district=current_district_id())
    return rows if reader.may("read", "party_organisation") else rows.none()


def covering(enterprise_ids: Collection[UUID], day: date) -> dict[UUID, UUID]:
    """The organisation of each enterprise on a day: the one that covers it as its organisation (组织覆盖),
    else by its work (工作覆盖). One query."""
    rows = coverages_on(day).filter(enterprise__in=list(enterprise_ids)).order_by("kind", "id")
    found: dict[UUID, UUID] = {}
    for enterprise_id, organisation_id in rows.values_list("enterprise_id", "organisation_id"):
        found.setdefault(enterprise_id, organisation_id)  # ORGANISATION sorts before WORK
    return found


def covered_number(organisation_id: UUID, day: date) -> int:
    """How many enterprises an organisation covers on a day."""
    rows = coverages_on(day).filter(organisation=organisation_id)
    return rows.values("enterprise").distinct().count()


def uncovered_enterprises(
    reader: Reader, day: date, *, kind: str | None = None, buildings: Collection[UUID] | None = None
) -> QuerySet[Enterprise]:
    """Who is present on a day and covered by no organisation: not in this way (`kind`), or in no way."""
    rows = Enterprise.objects.filter(district=current_district_id())
    if not reader.may("read", "coverage.gaps"):
        return rows.none()
    covered = coverages_on(day).filter(enterprise=OuterRef("pk"))
    if kind is not None:
        covered = covered.filter(kind=CoverageKind(kind))
    if buildings is None:
        return rows.filter(present_enterprises(day), ~Exists(covered))
    there = tenancies_on(day).filter(
        district=current_district_id(), enterprise=OuterRef("pk"), unit__building__in=list(buildings)
    )
    return rows.filter(Exists(there), ~Exists(covered))


def uncovered_buildings(reader: Reader, day: date) -> QuerySet[Building]:
    """The buildings that no standing organisation is formed over on a day."""
    rows = Building.objects.filter(district=current_district_id())
    if not reader.may("read", "coverage.gaps"):
        return rows.none()
    standing = in_district().filter(standing_on(day)).values("id")
    over = buildings_on(day).filter(building=OuterRef("pk"), organisation__in=standing)
    return rows.filter(~Exists(over)).order_by("ordinal", "id")
