from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.notices.actions import tell
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.permissions import require

from ..models import Entry, Transfer, TransferKind
from ..rules import check_reason
from ..selectors import transfers_seen_by
from .holdings import locked
from .writing import Leg, write


@transaction.atomic
def reverse(*, by: Author, transfer_id: UUID, reason: str) -> UUID:
    """Take a transfer back by its opposite: whoever received it gives it back, or the secretariat decides so.

    Returns the reversal's id. Raises NotFound for a transfer the author may not see; Refusal
    `REASON_MISSING`, `TOO_LONG`, `FORBIDDEN`, `IRREVERSIBLE` for a reversal, `ALREADY_REVERSED`,
    `PARTLY_EXPIRED` when some of it went back that way, `BALANCE_TOO_LOW` when it has been given on.
    """
    require(by, "reverse", "credits", owner=by.principal_id)
    reason = check_reason(reason, needed=True)
    original = transfers_seen_by(by).filter(id=transfer_id).select_related("category").first()
    if original is None:
        raise NotFound(_("There is no such transfer."), ("transfer",))
    entries = list(original.entries.filter(district=current_district_id()).select_related("holding"))
    require(by, "reverse", "credits", owner=[one.holding.principal_id for one in entries if one.amount > 0])
    if original.kind == TransferKind.REVERSAL:
        raise Refusal("IRREVERSIBLE", _("A reversal stays. Give the credits anew instead."), ("transfer",))
    holdings = locked(entry.holding_id for entry in entries)
    _check_standing(original)
    with act("credits.reverse", by=by, summary=reason) as record:
        made = write(
            record,
            TransferKind.REVERSAL,
            [Leg(entry.holding_id, -entry.amount) for entry in entries],
            holdings=holdings,
            day=today(),
            category_id=original.category_id,
            reason=reason,
            reverses=original,
        )
        amount = sum(entry.amount for entry in entries if entry.amount > 0)
        params = {"amount": amount, "category": original.category.name, "reason": reason}
        to = {entry.holding.principal_id for entry in entries} - {by.principal_id}
        tell(record, "credits.reversed", about=("Transfer", made.id), to=to, params=params)
    return made.id


def _check_standing(original: Transfer) -> None:
    """Asked under the lock of its holdings, so that nobody reverses or expires it meanwhile."""
    district = current_district_id()
    if Transfer.objects.filter(district=district, reverses=original).exists():
        raise Refusal("ALREADY_REVERSED", _("This transfer has been reversed already."), ("transfer",))
    lapsed = Entry.objects.filter(district=district, lapses__transfer=original)
    if lapsed.filter(transfer__reversals=None).exists():
        raise Refusal(
            "PARTLY_EXPIRED",
            _("Some of this has expired and gone back: reverse the expiry first."),
            ("transfer",),
        )
