"""Which enterprises a filter lets through, as conditions that indexes can serve beneath RLS."""

from typing import Any

import graphene
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import is_naive, make_aware

from alliance.branches.selectors.coverage import coverages_on
from alliance.members.selectors import in_directory, is_member
from alliance.resources.selectors import Criteria, matching, visible
from api.graphql.base import described
from api.graphql.context import Context
from api.graphql.errors import problem
from api.graphql.ids import keys_of
from api.graphql.listings.enums import ListingKind
from search.fields import GUARDED
from tenants.models import Enterprise, EnterpriseTag
from tenants.reading.folding import fold
from tenants.selectors.occupancy import tenancies_on

from .enums import EnterpriseKindEnum, SectorEnum

SECTOR, BRANCH = GUARDED["sector"], GUARDED["branch"]


class EnterpriseFilter(graphene.InputObjectType):
    class Meta:
        description = "All that is given must hold; of a list, any one. An empty list matches nothing."

    buildings = graphene.List(
        graphene.NonNull(graphene.ID), description="There today in one of these buildings."
    )
    floors = graphene.List(graphene.NonNull(graphene.ID), description="There today on one of these floors.")
    branches = graphene.List(
        graphene.NonNull(graphene.ID),
        description="Covered today by one of these Party organisations. For mandate holders.",
    )
    industries = graphene.List(
        graphene.NonNull(graphene.String), description='Codes of GB/T 4754-2017, e.g. `["I", "65"]`.'
    )
    formats = graphene.List(graphene.NonNull(graphene.ID), description="Ids of formats of business.")
    tags = graphene.List(graphene.NonNull(graphene.String), description='Words, e.g. `["会议室"]`.')
    sectors = graphene.List(graphene.NonNull(SectorEnum), description="Whose they are. For mandate holders.")
    kinds = graphene.List(graphene.NonNull(EnterpriseKindEnum), description="What they are by law.")
    initial = graphene.String(
        description="The first letter of the name's pinyin, e.g. `H`; `#` for all others."
    )
    has_open = graphene.List(
        graphene.NonNull(ListingKind),
        description="Has an open listing of one of these kinds that you may see.",
    )
    member = graphene.Boolean(
        description="Only members of the alliance as of today, or (`false`) only the others."
    )
    updated_since = graphene.DateTime(description="Changed at or after, e.g. `2026-03-01T00:00:00+08:00`.")


described("EnterpriseFilter", EnterpriseFilter._meta.fields)


def matching_enterprises(context: Context, given: Any, *, throughout: bool = False) -> QuerySet[Enterprise]:
    """The enterprises of the directory (present today, or members) that a filter lets through. Raises
    FILTER_NOT_PUBLIC for `sectors` and `branches` to whom these are not shown. `throughout`: to be
    counted, not paged."""
    district = context.district.id
    listed: Any = in_directory(context.today, throughout=throughout)
    there = tenancies_on(context.today).filter(district=district, enterprise=OuterRef("pk"))
    if given.get("buildings") is not None:
        there = there.filter(unit__building__in=keys_of("Building", given["buildings"]))
        listed = Exists(there)
    if given.get("floors") is not None:
        there = there.filter(unit__floor__in=keys_of("Floor", given["floors"]))
        listed = Exists(there)
    if any("\0" in text for text in _texts(given)):  # which PostgreSQL cannot even be asked about
        return Enterprise.objects.none()
    return Enterprise.objects.filter(listed, _page_says(context, given), district=district)


def _texts(given: Any) -> list[str]:
    return [given.get("initial") or "", *(given.get("industries") or ()), *(given.get("tags") or ())]


def _page_says(context: Context, given: Any) -> Q:
    wanted = Q()
    if given.get("industries") is not None:
        wanted &= Q(industry__code__in=given["industries"])
    if given.get("formats") is not None:
        wanted &= Q(format__in=keys_of("BusinessFormat", given["formats"]))
    if given.get("kinds") is not None:
        wanted &= Q(kind__in=[kind.value for kind in given["kinds"]])
    if given.get("sectors") is not None:
        if not context.may(*SECTOR):
            raise problem("FILTER_NOT_PUBLIC", filter="sectors")
        wanted &= Q(sector__in=[sector.value for sector in given["sectors"]])
    if given.get("branches") is not None:
        if not context.may(*BRANCH):
            raise problem("FILTER_NOT_PUBLIC", filter="branches")
        keys = keys_of("PartyOrganisation", given["branches"])
        covered = coverages_on(context.today).filter(enterprise=OuterRef("pk"), organisation__in=keys)
        wanted &= Q(Exists(covered))
    if given.get("initial") is not None:
        wanted &= Q(initial=given["initial"].upper())
    if given.get("updated_since") is not None:
        since = given["updated_since"]
        wanted &= Q(updated_at__gte=make_aware(since) if is_naive(since) else since)
    if given.get("tags") is not None:
        folded = [fold(tag) for tag in given["tags"]]
        links = EnterpriseTag.objects.filter(district=context.district.id, tag__folded__in=folded)
        wanted &= Q(Exists(links.filter(enterprise=OuterRef("pk"))))
    if given.get("member") is not None:
        wanted &= Q(is_member(context.today)) if given["member"] else ~Q(is_member(context.today))
    if given.get("has_open") is not None:
        open_ones = matching(Criteria(kinds=[kind.value for kind in given["has_open"]]), day=context.today)
        wanted &= Q(Exists(visible(context.reader).filter(open_ones, enterprise=OuterRef("pk"))))
    return wanted
