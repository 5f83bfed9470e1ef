"""Terms of office begin, and are extended with a paper."""

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from alliance.branches.models import MilestoneKind, PartyOrganisation, Term
from alliance.branches.rules.days import TERM_YEARS, check_day, ends_after, months_later
from alliance.branches.rules.founding import check_founded, check_standing
from alliance.branches.rules.papers import Paper
from alliance.branches.rules.words import tidy
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id

from .founding import LONGEST_NOTE
from .steps import changed, keep, locked, note

HIGHEST = 999


def begin_term(
    *,
    by: Author,
    organisation_id: UUID,
    starts: date,
    last_day: date | None = None,
    number: int | None = None,
    elected_on: date | None = None,
    paper: Paper | None = None,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """A term begins; it is of three years unless said otherwise, and the next in number.

    Raises Refusal `TERM_OVERLAPS`, `OUT_OF_ORDER` for an election after its first day, `BEFORE_START`.
    """
    organisation = locked(by, organisation_id, "change", expected_version=expected_version)
    check_founded(organisation)
    for day, path in ((starts, "since"), (elected_on, "electedOn")):
        check_day(day, path)
    ends = ends_after(last_day, starts) or months_later(starts, 12 * TERM_YEARS)
    if elected_on is not None and elected_on > starts:
        raise Refusal("OUT_OF_ORDER", _("A term begins with its election, or after it."), ("electedOn",))
    if number is not None and not 0 < number <= HIGHEST:
        raise Refusal("OUT_OF_RANGE", _("Terms are counted from one."), ("number",))
    with act("term.begin", by=by, summary=organisation.name) as record:
        approval = keep(record, paper, by) if paper else None
        record.create(
            Term(
                organisation=organisation,
                number=number or _next_number(organisation),
                starts=starts,
                ends=ends,
                elected_on=elected_on,
                approval=approval,
            )
        )
        changed(record, organisation)
    return organisation


def extend_term(
    *,
    by: Author,
    term_id: UUID,
    last_day: date,
    paper: Paper | None = None,
    text: str = "",
    expected_version: int | None = None,
) -> PartyOrganisation:
    """A term goes on to a later last day, by a paper (延期换届). Raises `REQUIRED`, `TERM_OVERLAPS`."""
    asked = Term.objects.filter(district=current_district_id(), id=term_id).first()
    if asked is None:
        raise NotFound(_("There is no such term."), ("term",))
    organisation = locked(by, asked.organisation_id, "change", expected_version=expected_version)
    check_standing(organisation)
    term = Term.objects.select_for_update().get(id=term_id)
    ends = ends_after(last_day, term.starts)
    if ends is None or ends <= term.ends:
        raise Refusal("BEFORE_START", _("The term lasts to this day already."), ("until",))
    if paper is None:
        raise Refusal("REQUIRED", _("Name the paper of the approval."), ("approval",))
    text = tidy(text, LONGEST_NOTE, "note")
    with act("term.extend", by=by, summary=organisation.name) as record:
        approval = keep(record, paper, by)
        record.update(term, ends=ends)
        note(record, organisation, MilestoneKind.EXTENSION, approval.on, approval=approval, text=text)
        changed(record, organisation)
    return organisation


def _next_number(organisation: PartyOrganisation) -> int:
    last = Term.objects.filter(organisation=organisation).aggregate(Max("number"))["number__max"]
    return (last or 0) + 1
