from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.notices.actions import tell
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import Refusal

from ..models import AgreementState
from .drafting import check_draft, locked
from .opening import open_periods


@transaction.atomic
def sign_agreement(
    *, by: Author, agreement_id: UUID, on: date | None = None, expected_version: int | None = None
) -> UUID:
    """It was signed, on paper, on that day (default: today): what it promises opens on the days it says.

    Returns its id. Raises NotFound; Refusal `FORBIDDEN`, `ALREADY_SIGNED`, `VERSION_CHANGED`,
    `IN_THE_FUTURE`, `IN_THE_PAST` for one that is over already.
    """
    agreement = locked(by, agreement_id, expected_version)
    check_draft(agreement)
    signed_on = on or today()
    if signed_on > today():
        raise Refusal("IN_THE_FUTURE", _("This day is still to come."), ("on",))
    if agreement.ends is not None and agreement.ends <= today():
        raise Refusal("IN_THE_PAST", _("The last day has passed already."), ("id",))
    with act("agreement.sign", by=by, summary=agreement.title) as record:
        version = agreement.version + 1
        record.update(agreement, version=version, state=AgreementState.SIGNED, signed_on=signed_on)
        open_periods(record, agreement)
        record.emit("agreement", agreement.id)
        tell(
            record,
            "agreement.signed",
            about=("Agreement", agreement.id),
            to=[agreement.institution_id],
            params={"title": agreement.title, "starts": str(agreement.starts)},
        )
    return agreement.id
