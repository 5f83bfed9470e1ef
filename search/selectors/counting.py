"""Facets counted in the database, over rows that are known to be shown: one statement each."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, QuerySet, Value, When

from alliance.branches.selectors.coverage import coverages_on
from alliance.members.selectors import memberships_on
from alliance.resources.models import Listing, ListingTag
from alliance.resources.selectors import Criteria, in_states, matching, visible
from search.criteria import Filters
from search.engine import Counts
from search.fields import MEMBER, NO_MEMBER
from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, EnterpriseTag, Tenancy
from tenants.readers import Reader
from tenants.selectors.occupancy import tenancies_on


def of_enterprises(facet: str, ids: Collection[UUID], reader: Reader, filters: Filters) -> Counts:
    """Value → how many of these enterprises have it. Where they are is counted as it is filtered: tower and
    floor of one tenancy."""
    return _ENTERPRISE[facet](list(ids), reader, filters)


def of_listings(facet: str, ids: Collection[UUID]) -> Counts:
    """Value → how many of these listings have it."""
    rows = Listing.objects.filter(district=current_district_id(), id__in=ids)
    if facet == "tag":
        links = ListingTag.objects.filter(district=current_district_id(), listing__in=ids)
        return _tally(links, "tag__folded", "listing")
    if facet == "state":
        expired = When(in_states(["EXPIRED"], today()), then=Value("EXPIRED"))
        return _tally(rows.annotate(stands=Case(expired, default=F("state"))), "stands", "pk")
    return _tally(rows, facet, "pk")


def _tally(rows: QuerySet[Any], value: str, of: str) -> Counts:
    found = rows.order_by().values_list(value).annotate(Count(of, distinct=True))
    return {str(one): count for one, count in found if one is not None}


def _keys(values: Collection[str]) -> list[UUID]:
    return [UUID(value) for value in values]


def _tenancies(ids: list[UUID]) -> QuerySet[Tenancy]:
    return tenancies_on().filter(district=current_district_id(), enterprise__in=ids)


def _building(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
    there = _tenancies(ids)
    if "floor" in filters:
        there = there.filter(unit__floor__in=_keys(filters["floor"]))
    return _tally(there, "unit__building", "enterprise")


def _floor(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
    there = _tenancies(ids)
    if "building" in filters:
        there = there.filter(unit__building__in=_keys(filters["building"]))
    return _tally(there, "unit__floor", "enterprise")


def _column(name: str) -> Callable[[list[UUID], Reader, Filters], Counts]:
    def count(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
        rows = Enterprise.objects.filter(district=current_district_id(), id__in=ids)
        return _tally(rows, name, "pk")

    return count


def _tag(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
    links = EnterpriseTag.objects.filter(district=current_district_id(), enterprise__in=ids)
    return _tally(links, "tag__folded", "enterprise")


def _branch(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
    return _tally(coverages_on(today()).filter(enterprise__in=ids), "organisation", "enterprise")


def _member(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
    members = memberships_on().filter(enterprise__in=ids).values("enterprise").distinct().count()
    counts = {MEMBER: members, NO_MEMBER: len(ids) - members}
    return {value: count for value, count in counts.items() if count}


def _open(ids: list[UUID], reader: Reader, filters: Filters) -> Counts:
    open_ones = visible(reader).filter(matching(Criteria()), enterprise__in=ids)
    return _tally(open_ones, "kind", "enterprise")


_ENTERPRISE: dict[str, Callable[[list[UUID], Reader, Filters], Counts]] = {
    "building": _building,
    "floor": _floor,
    "branch": _branch,
    "industry": _column("industry__code"),
    "format": _column("format"),
    "tag": _tag,
    "sector": _column("sector"),
    "kind": _column("kind"),
    "open": _open,
    "member": _member,
}
ENTERPRISE_FACETS = tuple(_ENTERPRISE)
LISTING_FACETS = ("kind", "category", "tag", "state")
