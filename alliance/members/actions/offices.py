from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound
from tenants.permissions import require
from tenants.rules.versions import check_version

from ..models import MemberOffice, MemberOfficeKind
from ..rules import check_ends_earlier, check_lasts, ends_after
from .holding import CHAIR, begin, check_free, end, summary_of, within_membership
from .locking import lock_chair, lock_enterprise


@transaction.atomic
def give_office(
    *,
    by: Author,
    enterprise_id: UUID,
    office: MemberOfficeKind,
    starts: date | None = None,
    last_day: date | None = None,
) -> MemberOffice:
    """A member holds an office from `starts` (default today) to `last_day`, included; None: as long as it is
    a member. Raises NotFound, Refusal `NOT_A_MEMBER`, `ALREADY_IN_OFFICE`, `CHAIR_TAKEN`, `BEFORE_START`,
    `OUT_OF_RANGE`."""
    require(by, "give", "member_office")
    starts, ends = starts or today(), ends_after(last_day)
    check_lasts(starts, ends)
    if office == CHAIR:
        lock_chair()
    enterprise = lock_enterprise(enterprise_id)
    ends = within_membership(enterprise, starts, ends)
    check_free(enterprise, office, starts, ends)
    held = MemberOffice(enterprise=enterprise, office=office, starts=starts, ends=ends)
    with act("office.give", by=by, summary=summary_of(office, enterprise)) as record:
        record.create(held)
        begin(record, held, enterprise)
    return held


@transaction.atomic
def end_office(
    *, by: Author, office_id: UUID, last_day: date, expected_version: int | None = None
) -> MemberOffice:
    """It is held until `last_day`, included. Raises NotFound, Refusal `BEFORE_START`, `ALREADY_ENDED`,
    `OUT_OF_RANGE`, `VERSION_CHANGED`."""
    require(by, "end", "member_office")
    ends = ends_after(last_day, path="lastDay")
    assert ends is not None
    found = MemberOffice.objects.filter(id=office_id).first()
    if found is None:
        raise NotFound(_("There is no such office."), ("office",))
    enterprise = lock_enterprise(found.enterprise_id)
    office = MemberOffice.objects.select_for_update().filter(id=office_id).first()
    if office is None:  # it fell away with the membership in this very moment
        raise NotFound(_("There is no such office."), ("office",))
    check_version(office.version, expected_version)
    check_lasts(office.starts, ends, path="lastDay")
    check_ends_earlier(ends, office.ends)
    with act("office.end", by=by, summary=summary_of(office.office, enterprise)) as record:
        end(record, office, enterprise, ends)
    return office
