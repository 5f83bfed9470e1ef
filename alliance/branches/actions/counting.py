from datetime import date
from uuid import UUID

from alliance.branches.models import HeadCount, PartyOrganisation
from alliance.branches.rules.counts import check_count
from alliance.branches.rules.days import check_past
from alliance.branches.rules.founding import check_founded
from alliance.branches.selectors.coverage import covered_number
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today

from .steps import changed, locked


def set_head_count(
    *,
    by: Author,
    organisation_id: UUID,
    on: date,
    formal: int,
    probationary: int = 0,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """How many members it has on a day; said again for the same day, it replaces what was said.

    Raises Refusal `DESCRIBES_ONE` where it would say who somebody is, `IN_THE_FUTURE`, `OUT_OF_RANGE`.
    """
    organisation = locked(by, organisation_id, "count", expected_version=expected_version)
    check_founded(organisation)
    check_past(on, today())
    check_count(formal, probationary, covered_number(organisation_id, on))
    with act("head_count.set", by=by, summary=organisation.name) as record:
        said = HeadCount.objects.filter(organisation=organisation, on=on).first()
        if said is None:
            record.create(
                HeadCount(organisation=organisation, on=on, formal=formal, probationary=probationary)
            )
        else:
            record.update(said, formal=formal, probationary=probationary)
        changed(record, organisation)
    return organisation
