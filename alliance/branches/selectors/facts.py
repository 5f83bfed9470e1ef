"""What warnings are made of, for many organisations at once: four statements."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count

from alliance.branches.models import HeadCount, OfficeHolder, PartyOrganisation, Term
from alliance.branches.rules.warnings import Facts
from tenants.isolation.scope import current_district_id
from tenants.selectors.occupancy import on_day

from .coverage import coverages_on


def facts_of(organisations: Collection[PartyOrganisation], day: date) -> dict[UUID, Facts]:
    """What is known of each on a day."""
    ids = [one.pk for one in organisations]
    mine = {"district": current_district_id(), "organisation__in": ids}
    covered = dict(
        coverages_on(day)
        .filter(organisation__in=ids)
        .values_list("organisation")
        .annotate(Count("enterprise", distinct=True))
    )
    counts: dict[UUID, HeadCount] = {}
    for count in HeadCount.objects.filter(**mine, on__lte=day).order_by("-on"):
        counts.setdefault(count.organisation_id, count)
    holders = dict(
        OfficeHolder.objects.filter(on_day(day), **mine).values_list("organisation").annotate(Count("pk"))
    )
    terms: dict[UUID, list[Term]] = {}
    for term in Term.objects.filter(**mine, starts__lte=day).order_by("-starts"):
        terms.setdefault(term.organisation_id, []).append(term)
    return {
        one.pk: _facts(
            one,
            day,
            covered.get(one.pk, 0),
            counts.get(one.pk),
            holders.get(one.pk, 0),
            terms.get(one.pk, []),
        )
        for one in organisations
    }


def _facts(
    organisation: PartyOrganisation,
    day: date,
    covered: int,
    count: HeadCount | None,
    holders: int,
    terms: list[Term],
) -> Facts:
    running = next((term for term in terms if term.ends > day), None)
    return Facts(
        kind=organisation.kind,
        day=day,
        covered=covered,
        formal=count.formal if count else None,
        members=count.formal + count.probationary if count else None,
        office_holders=holders,
        term=(running.starts, running.ends) if running else None,
        has_had_a_term=bool(terms),
    )
