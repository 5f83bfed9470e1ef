"""Which enterprises an organisation covers (组织覆盖、工作覆盖), kept by its secretary."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.branches.models import (
    Advice,
    AdviceState,
    BranchActivity,
    Coverage,
    CoverageKind,
    HeadCount,
    PartyOrganisation,
)
from alliance.branches.rules.counts import describes_one
from alliance.branches.rules.days import check_day, ends_after
from alliance.branches.rules.founding import check_founded
from alliance.branches.selectors.coverage import covered_number
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise

from .steps import changed, locked

MOST_AT_ONCE = 200


def cover(
    *,
    by: Author,
    organisation_id: UUID,
    enterprise_ids: Collection[UUID],
    kind: str = CoverageKind.ORGANISATION,
    starts: date | None = None,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """From a day on (None: nobody knows since when) it covers these enterprises: all of them, or none.

    Raises Refusal `ALREADY_COVERED`, `NOT_APPROVED`, `DISSOLVED`, `TOO_MANY`, `REQUIRED`, NotFound.
    """
    organisation = locked(by, organisation_id, "keep", expected_version=expected_version)
    check_founded(organisation)
    check_day(starts, "since")
    wanted = set(enterprise_ids)
    if not wanted:
        raise Refusal("REQUIRED", _("Name the enterprises."), ("enterprises",))
    if len(wanted) > MOST_AT_ONCE:
        raise Refusal("TOO_MANY", _("At most %(most)d at once.") % {"most": MOST_AT_ONCE}, ("enterprises",))
    with act("coverage.begin", by=by, summary=organisation.name) as record:
        # Two organisations may reach for the same enterprise: whoever locks it first has it.
        rows = Enterprise.objects.filter(district=current_district_id(), id__in=wanted).order_by("id")
        found = list(rows.select_for_update())
        if len(found) != len(wanted):
            raise NotFound(_("There is no such enterprise."), ("enterprises",))
        record.create_many(
            [
                Coverage(organisation=organisation, enterprise=one, kind=CoverageKind(kind), starts=starts)
                for one in found
            ]
        )
        record.touch_enterprises(one.id for one in found)
        changed(record, organisation)
    return organisation


def uncover(
    *, by: Author, coverage_id: UUID, last_day: date, expected_version: int | None = None
) -> PartyOrganisation:
    """It covers the enterprise until a day, included. Raises NotFound, Refusal `BEFORE_START`."""
    asked = Coverage.objects.filter(district=current_district_id(), id=coverage_id).first()
    if asked is None:
        raise NotFound(_("There is no such coverage."), ("coverage",))
    organisation = locked(by, asked.organisation_id, "keep", expected_version=expected_version)
    coverage = Coverage.objects.select_for_update().get(id=coverage_id)
    ends = ends_after(last_day, coverage.starts, "lastDay")
    with act("coverage.end", by=by, summary=organisation.name) as record:
        record.update(coverage, ends=ends)
        record.touch_enterprises([coverage.enterprise_id])
        settle_about(record, [coverage])
        forget_counts_of_one(record, organisation)
        changed(record, organisation)
    return organisation


def settle_about(record: Record, ended: Collection[Coverage]) -> None:
    """What was advised about coverage that has ended is settled with it."""
    open_ones = Advice.objects.filter(coverage__in=[one.id for one in ended], state=AdviceState.OPEN)
    for advice in open_ones.order_by("id").select_for_update():
        record.update(advice, state=AdviceState.SETTLED, settled_at=timezone.now())


def forget_counts_of_one(record: Record, organisation: PartyOrganisation) -> None:
    """A count that described several people's enterprises, and would now describe one's, goes."""
    for count in HeadCount.objects.filter(organisation=organisation, formal__lte=1, probationary__lte=1):
        total = count.formal + count.probationary
        if total == 1 and describes_one(total, covered_number(organisation.id, count.on)):
            record.delete(count)
    for activity in BranchActivity.objects.filter(organisation=organisation, head_count=1):
        if describes_one(1, covered_number(organisation.id, activity.on)):
            record.update(activity, head_count=None)
