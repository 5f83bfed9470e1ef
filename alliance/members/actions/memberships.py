from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alliance.notices.actions import tell
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.permissions import require
from tenants.rules.versions import check_version

from ..models import MemberOffice, Membership
from ..notices import ADMITTED, ENDED
from ..rules import check_ends_earlier, check_lasts, check_note, ends_after, meets
from .locking import lock_enterprise


@transaction.atomic
def admit(
    *,
    by: Author,
    enterprise_id: UUID,
    starts: date | None = None,
    last_day: date | None = None,
    note: str = "",
) -> Membership:
    """An enterprise belongs to the alliance, from `starts` (default today) to `last_day`, included.

    It need be no tenant. Raises NotFound, Refusal `ALREADY_MEMBER`, `BEFORE_START`, `OUT_OF_RANGE`,
    `TOO_LONG`.
    """
    require(by, "admit", "membership")
    starts, ends = starts or today(), ends_after(last_day)
    check_lasts(starts, ends)
    check_note(note)
    enterprise = lock_enterprise(enterprise_id)
    for other in Membership.objects.filter(enterprise=enterprise):
        if meets(starts, ends, other.starts, other.ends):
            raise Refusal(
                "ALREADY_MEMBER",
                _("The enterprise is a member already on some of these days."),
                ("since",),
            )
    membership = Membership(enterprise=enterprise, starts=starts, ends=ends, note=note.strip())
    with act("membership.admit", by=by, summary=enterprise.name) as record:
        record.create(membership)
        _touch(record, membership)
        params = {"name": enterprise.name, "since": starts.isoformat()}
        tell(record, ADMITTED, about=("Enterprise", enterprise.id), to=[enterprise.id], params=params)
    return membership


@transaction.atomic
def end_membership(
    *, by: Author, membership_id: UUID, last_day: date, expected_version: int | None = None
) -> Membership:
    """It belongs until `last_day`, included; its offices end with it, and those to come fall away.

    Raises NotFound, Refusal `BEFORE_START`, `ALREADY_ENDED`, `OUT_OF_RANGE`, `VERSION_CHANGED`.
    """
    require(by, "end", "membership")
    ends = ends_after(last_day, path="lastDay")
    assert ends is not None
    found = Membership.objects.filter(id=membership_id).first()
    if found is None:
        raise NotFound(_("There is no such membership."), ("membership",))
    enterprise = lock_enterprise(found.enterprise_id)
    membership = Membership.objects.select_for_update().get(id=membership_id)
    check_version(membership.version, expected_version)
    check_lasts(membership.starts, ends, path="lastDay")
    check_ends_earlier(ends, membership.ends)
    with act("membership.end", by=by, summary=enterprise.name) as record:
        _end_offices(record, membership, ends)
        record.update(membership, ends=ends, version=membership.version + 1)
        _touch(record, membership)
        params = {"name": enterprise.name, "until": last_day.isoformat()}
        tell(record, ENDED, about=("Enterprise", enterprise.id), to=[enterprise.id], params=params)
    return membership


def _end_offices(record: Record, membership: Membership, ends: date) -> None:
    beyond = Q(ends=None) | Q(ends__gt=ends)
    if membership.ends is not None:  # what lies in a later membership stays
        beyond &= Q(starts__lt=membership.ends)
    held = MemberOffice.objects.filter(beyond, enterprise=membership.enterprise_id)
    for office in held.order_by("id").select_for_update():
        if office.starts >= ends:
            record.delete(office)
        else:
            record.update(office, ends=ends, version=office.version + 1)
        record.emit("member_office", office.id)


def _touch(record: Record, membership: Membership) -> None:
    """The directory lists it, or no longer: its search document follows."""
    record.emit("membership", membership.id)
    record.touch_enterprises([membership.enterprise_id])
