from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.resources.models.listings import NEVER
from alliance.resources.rules.limits import check_length, check_quantity
from tenants.errors import Refusal

LONGEST_MESSAGE = 500
LONGEST_STATEMENT = 1000  # what a side says of a dispute, and the secretariat of its settlement


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody proposes: how much of an offer, by which day (included), and a word to the other side."""

    offer: UUID
    want: UUID | None = None
    quantity: Decimal | None = None
    message: str = ""
    due: date | None = None


def check_proposal(proposal: Proposal, *, offered: Decimal | None, taken: Decimal, today: date) -> None:
    """Raise Refusal for the first thing that cannot be. `offered` is the offer's quantity, `taken` what of it
    is promised already."""
    check_length(proposal.message, LONGEST_MESSAGE, ("message",))
    if proposal.due is not None and proposal.due < today:
        raise Refusal("IN_THE_PAST", _("The day by which it should be done has passed."), ("due",))
    if proposal.due is not None and proposal.due >= NEVER:
        raise Refusal("OUT_OF_RANGE", _("This day is too far away."), ("due",))
    if proposal.quantity is not None:
        check_quantity(proposal.quantity, ("quantity",))
        if offered is None:
            message = _("This offer is not counted: leave the quantity out.")
            raise Refusal("OUT_OF_RANGE", message, ("quantity",))
        check_left(proposal.quantity, offered - taken, ("quantity",))
    elif offered is not None:
        raise Refusal("REQUIRED", _("Say how much of it."), ("quantity",))


def check_amount_stands(agreed: Decimal | None, *, offered: Decimal | None, taken: Decimal) -> None:
    """The same for what was proposed earlier, now that it is accepted."""
    if (agreed is None) != (offered is None):
        message = _("The offer has changed since: propose it anew.")
        raise Refusal("OFFER_CHANGED", message, ("id",))
    if agreed is not None and offered is not None:
        check_left(agreed, offered - taken, ("id",))


def check_left(wanted: Decimal, left: Decimal, path: tuple[str, ...]) -> None:
    if wanted > left:
        message = _("Only %(left)s of it is left.") % {"left": format(left.normalize(), "f")}
        raise Refusal("NOT_ENOUGH_LEFT", message, path)


def check_statement(text: str, path: tuple[str, ...]) -> str:
    """What a dispute or a settlement says, without blanks around it. Raises Refusal where it says nothing."""
    said = text.strip()
    if not said:
        raise Refusal("REQUIRED", _("Say in a sentence or two what it is about."), path)
    check_length(said, LONGEST_STATEMENT, path)
    return said
