"""What somebody was told was taken back: so they are told of that too."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import current_district_id
from tenants.models import Act

from ..kinds import KINDS
from ..models import Notice
from .telling import tell

KIND = "notice.taken_back"


@transaction.atomic
def unsay(notice_ids: Collection[UUID]) -> None:
    """Tell the readers of these notices, as far as the acts they are of have been taken back. Once each,
    however often it is asked."""
    here = Notice.objects.filter(district=current_district_id(), id__in=notice_ids, act__isnull=False)
    told = [one for one in here.order_by("id") if not _unsaid_there(one.kind)]
    undone = Act.objects.filter(district=current_district_id(), undo_of__in=[one.act_id for one in told])
    taken_back = {one.undo_of_id: one for one in undone}
    for one in told:  # an act may have told several things
        if one.act_id in taken_back:
            _tell(one, taken_back[one.act_id])


def _unsaid_there(kind: str) -> bool:
    return kind == KIND or kind not in KINDS or KINDS[kind].unsaid_there


def _tell(notice: Notice, taken_back: Act) -> None:
    once = f"taken_back:{notice.id}"
    if Notice.objects.filter(district=current_district_id(), once=once).exists():
        return
    to = set(notice.targets.values_list("principal_id", flat=True)) - {taken_back.principal_id}
    with act("notice.unsay", by=OPERATOR) as record:
        tell(
            record,
            KIND,
            about=(notice.about_type, notice.about_id),
            to=sorted(to),
            params={"of": {"kind": notice.kind, "params": notice.params}},
            once=once,
        )
