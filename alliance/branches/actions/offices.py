"""Who holds an office, as the organisation's public board names them."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import OfficeHolder, OfficeTitle, PartyOrganisation, Term
from alliance.branches.rules.days import check_day, ends_after
from alliance.branches.rules.founding import check_founded
from alliance.branches.rules.words import tidy
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound
from tenants.isolation.scope import current_district_id

from .steps import changed, locked


def name_office_holder(
    *,
    by: Author,
    organisation_id: UUID,
    title: str,
    name: str,
    portfolio: str = "",
    term_id: UUID | None = None,
    starts: date | None = None,
    last_day: date | None = None,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """Somebody holds an office. Raises `OFFICE_TAKEN` for a second secretary, `REQUIRED`, NotFound."""
    organisation = locked(by, organisation_id, "keep", expected_version=expected_version)
    check_founded(organisation)
    check_day(starts, "since")
    holder = OfficeHolder(
        organisation=organisation,
        title=OfficeTitle(title),
        name=tidy(name, 40, "name", needed=True),
        portfolio=tidy(portfolio, 40, "portfolio"),
        starts=starts,
        ends=ends_after(last_day, starts),
    )
    if term_id is not None:
        holder.term = Term.objects.filter(id=term_id, organisation=organisation).first()
        if holder.term is None:
            raise NotFound(_("The organisation has no such term."), ("term",))
    summary = f"{organisation.name} · {OfficeTitle(title).label}"
    with act("office_holder.name", by=by, summary=summary) as record:
        record.create(holder)
        changed(record, organisation)
    return organisation


def relieve_office_holder(
    *, by: Author, office_holder_id: UUID, last_day: date, expected_version: int | None = None
) -> PartyOrganisation:
    """Somebody holds an office until a day, included. Raises NotFound, Refusal `BEFORE_START`."""
    rows = OfficeHolder.objects.filter(district=current_district_id(), id=office_holder_id)
    asked = rows.first()
    if asked is None:
        raise NotFound(_("There is no such office-holder."), ("officeHolder",))
    organisation = locked(by, asked.organisation_id, "keep", expected_version=expected_version)
    holder = rows.select_for_update().get()
    ends = ends_after(last_day, holder.starts, "lastDay")
    with act("office_holder.relieve", by=by, summary=organisation.name) as record:
        record.update(holder, ends=ends)
        changed(record, organisation)
    return organisation
