from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.notices.actions import tell
from alliance.resources.actions import change_state
from alliance.resources.models import Listing, ListingState
from alliance.resources.rules.states import STANDING
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.errors import Refusal

from ..models import Agreement, AgreementState, PromisePeriod
from .drafting import locked

LONGEST_REASON = 300


@transaction.atomic
def end_agreement(
    *, by: Author, agreement_id: UUID, last_day: date, reason: str, expected_version: int | None = None
) -> UUID:
    """It ends earlier than was agreed: what it opened closes with its last day, what was agreed on stands.

    Returns its id. Raises NotFound; Refusal `FORBIDDEN`, `NOT_SIGNED`, `VERSION_CHANGED`, `BEFORE_START`,
    `NOT_EARLIER`, `REASON_MISSING`.
    """
    agreement = locked(by, agreement_id, expected_version)
    ends = last_day + timedelta(days=1)
    if agreement.state != AgreementState.SIGNED:
        raise Refusal("NOT_SIGNED", _("This agreement is not signed: discard it."), ("id",))
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Refusal("REASON_MISSING", _("Say in up to 300 characters why it ends."), ("reason",))
    if ends <= agreement.starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), ("lastDay",))
    if agreement.over is not None and ends >= agreement.over:
        raise Refusal("NOT_EARLIER", _("It ends on that day anyway, or before."), ("lastDay",))
    with act("agreement.end", by=by, summary=agreement.title) as record:
        record.update(agreement, version=agreement.version + 1, ended=ends, ended_because=reason.strip())
        _close_periods(record, agreement, ends)
        record.emit("agreement", agreement.id)
        tell(
            record,
            "agreement.ended",
            about=("Agreement", agreement.id),
            to=[agreement.institution_id, agreement.partner_id],
            params={"title": agreement.title, "last_day": str(last_day)},
        )
    return agreement.id


def _close_periods(record: Record, agreement: Agreement, ends: date) -> None:
    """Listings of periods to come are closed, those under way end with the agreement."""
    periods = PromisePeriod.objects.filter(promise__agreement=agreement)
    here = Listing.objects.filter(id__in=periods.values("listing"))
    listings = {row.id: row for row in here.order_by("id").select_for_update()}
    for period in periods.order_by("starts", "id"):
        listing = listings[period.listing_id]
        if period.starts >= ends:
            if listing.state in STANDING:
                change_state(record, listing, ListingState.CLOSED)
        elif period.ends is None or period.ends > ends:
            record.update(period, ends=ends)
            record.update(listing, version=listing.version + 1, ends=ends)
            record.emit("listing", listing.id)
