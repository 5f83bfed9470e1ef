from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound
from tenants.permissions import require

from ..models import MemberOffice
from ..rules import check_lasts, ends_after
from .holding import CHAIR, begin, chair_taken, check_free, end, in_office, summary_of, within_membership
from .locking import lock_chair, lock_enterprises


@transaction.atomic
def rotate_chair(
    *, by: Author, enterprise_id: UUID, on: date | None = None, last_day: date | None = None
) -> MemberOffice:
    """From day `on` (default today) this member is rotating chair, and whoever was until then no longer.

    To `last_day`, included; None: until the next chair that is planned, or as long as it is a member. One
    that was to take over later takes over earlier. Raises as `give_office` does.
    """
    require(by, "rotate", "member_office")
    on, ends = on or today(), ends_after(last_day)
    check_lasts(on, ends)
    lock_chair()
    chairs = MemberOffice.objects.filter(Q(ends=None) | Q(ends__gt=on), office=CHAIR).order_by("starts", "id")
    enterprises = lock_enterprises({enterprise_id, *chairs.values_list("enterprise", flat=True)})
    standing = list(chairs.select_for_update())  # as it is now that nobody else can change it
    present = next((one for one in standing if one.starts <= on), None)
    coming = next((one for one in standing if one.starts > on), None)
    enterprise = enterprises.get(enterprise_id)
    if enterprise is None:
        raise NotFound(_("There is no such enterprise."), ("enterprise",))
    if present and present.enterprise_id == enterprise_id:
        raise in_office()
    if present and present.starts == on:
        raise chair_taken()
    earlier = coming if coming and coming.enterprise_id == enterprise_id else None
    if ends is None:
        ends = earlier.ends if earlier else coming.starts if coming else None
    ends = within_membership(enterprise, on, ends)
    with act("office.rotate", by=by, summary=summary_of(CHAIR, enterprise)) as record:
        if present:
            end(record, present, enterprises[present.enterprise_id], on)
        if earlier:
            held = record.update(earlier, starts=on, ends=ends, version=earlier.version + 1)
        else:
            check_free(enterprise, CHAIR, on, ends)
            held = record.create(MemberOffice(enterprise=enterprise, office=CHAIR, starts=on, ends=ends))
        begin(record, held, enterprise)
    return held
