"""What an organisation did: recorded, put right or taken off its page by its secretary."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import BranchActivity, PartyOrganisation
from alliance.branches.rules.counts import check_attendance
from alliance.branches.rules.days import check_past
from alliance.branches.rules.founding import check_founded, check_standing
from alliance.branches.rules.words import tidy
from alliance.branches.selectors.coverage import covered_number
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id

from .steps import changed, locked

LONGEST_TITLE = 120
FIELDS = frozenset({"title", "on", "head_count"})


def record_activity(
    *,
    by: Author,
    organisation_id: UUID,
    title: str,
    on: date,
    head_count: int | None = None,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """It did something on a day, and so many came (None: nobody counted).

    Raises Refusal `REQUIRED`, `TOO_LONG`, `IN_THE_FUTURE`, `OUT_OF_RANGE`, `DESCRIBES_ONE`, `NOT_APPROVED`.
    """
    organisation = locked(by, organisation_id, "keep", expected_version=expected_version)
    check_founded(organisation)
    activity = BranchActivity(
        organisation=organisation,
        **_checked(organisation, {"title": title, "on": on, "head_count": head_count}),
    )
    with act("branch_activity.record", by=by, summary=f"{organisation.name} · {activity.title}") as record:
        record.create(activity)
        changed(record, organisation)
    return organisation


def change_activity(
    *, by: Author, activity_id: UUID, expected_version: int | None = None, **fields: Any
) -> PartyOrganisation:
    """Put some of its `FIELDS` right; the others stay. Raises NotFound, and as `record_activity` does."""
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"Not said of an activity: {', '.join(sorted(unknown))}")
    activity, organisation = _locked(by, activity_id, expected_version)
    said = {name: getattr(activity, name) for name in FIELDS} | fields
    values = _checked(organisation, said)
    with act("branch_activity.change", by=by, summary=f"{organisation.name} · {values['title']}") as record:
        record.update(activity, **values)
        changed(record, organisation)
    return organisation


def remove_activity(
    *, by: Author, activity_id: UUID, expected_version: int | None = None
) -> PartyOrganisation:
    """It was recorded by mistake. Raises NotFound."""
    activity, organisation = _locked(by, activity_id, expected_version)
    with act("branch_activity.remove", by=by, summary=f"{organisation.name} · {activity.title}") as record:
        record.delete(activity)
        changed(record, organisation)
    return organisation


def _locked(
    by: Author, activity_id: UUID, expected_version: int | None
) -> tuple[BranchActivity, PartyOrganisation]:
    rows = BranchActivity.objects.filter(district=current_district_id(), id=activity_id)
    asked = rows.first()
    if asked is None:
        raise _no_such()
    organisation = locked(by, asked.organisation_id, "keep", expected_version=expected_version)
    check_standing(organisation)
    activity = rows.select_for_update().first()
    if activity is None:  # somebody removed it meanwhile
        raise _no_such()
    return activity, organisation


def _no_such() -> NotFound:
    return NotFound(_("There is no such activity."), ("activity",))


def _checked(organisation: PartyOrganisation, said: dict[str, Any]) -> dict[str, Any]:
    title = tidy(said["title"], LONGEST_TITLE, "title", needed=True)
    if said["on"] is None:
        raise Refusal("REQUIRED", _("This is needed."), ("on",))
    check_past(said["on"], today())
    if said["head_count"] is not None:
        check_attendance(said["head_count"], covered_number(organisation.id, said["on"]))
    return {**said, "title": title}
