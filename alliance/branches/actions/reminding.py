"""Six months before a term ends, its secretary and the secretariat are told, once."""

from datetime import date, timedelta

from alliance.branches.models import Term
from alliance.branches.notices import TERM_ENDING
from alliance.branches.rules.days import REMIND_MONTHS, months_later
from alliance.notices.actions import tell
from alliance.notices.models import Notice
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind


class _NobodyToTell(Exception):
    """Whom it concerns nobody acts for: no act remains of having tried."""


def remind_of_terms(day: date) -> int:
    """Tell of the terms that end within six months; returns of how many. An extended one is told of again."""
    terms = Term.objects.filter(
        district=current_district_id(),
        ends__gt=day,
        ends__lte=months_later(day, REMIND_MONTHS) + timedelta(days=1),
        organisation__dissolved_on=None,
    )
    due = {
        f"term:{term.id}:{term.ends}": term for term in terms.select_related("organisation").order_by("id")
    }
    told = set(
        Notice.objects.filter(district=current_district_id(), once__in=due).values_list("once", flat=True)
    )
    followed = set(
        Term.objects.filter(
            organisation__in={term.organisation_id for term in due.values()}, starts__gt=day
        ).values_list("organisation_id", "starts")
    )
    return sum(
        _tell(key, term)
        for key, term in due.items()
        if key not in told
        and not any(one == term.organisation_id and starts >= term.ends for one, starts in followed)
    )


def _tell(key: str, term: Term) -> int:
    offices = Principal.objects.filter(district=current_district_id(), kind=PrincipalKind.SECRETARIAT)
    params = {
        "organisation": term.organisation.name,
        "number": term.number,
        "last_day": (term.ends - timedelta(days=1)).isoformat(),
    }
    to = [term.organisation_id, *offices.values_list("id", flat=True)]
    try:
        with act("term.remind", by=OPERATOR, summary=term.organisation.name) as record:
            about = ("PartyOrganisation", term.organisation_id)
            if tell(record, TERM_ENDING, about=about, to=to, params=params, once=key) is None:
                raise _NobodyToTell
    except _NobodyToTell:
        return 0
    return 1
