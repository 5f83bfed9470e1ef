import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.holdings import FARTHEST

MOST = 1_000_000  # of one transfer: a slip of the finger, not a gift
LONGEST_REASON = 300
LONGEST_EXPIRY = timedelta(days=3660)


@dataclass(frozen=True)
class Due:
    """What the district's table says an exchange credits."""

    amount: int
    category_id: UUID


def check_amount(amount: int, path: tuple[str, ...] = ("amount",)) -> None:
    if not 0 < amount <= MOST:
        message = _("An amount lies between 1 and %(most)d.") % {"most": MOST}
        raise Refusal("OUT_OF_RANGE", message, path)


def check_reason(reason: str, *, needed: bool = False) -> str:
    """The reason as it is kept. Raises Refusal `REASON_MISSING`, `TOO_LONG`, `OUT_OF_RANGE`."""
    reason = reason.strip()
    if needed and not reason:
        raise Refusal("REASON_MISSING", _("Say why: a reversal needs a reason."), ("reason",))
    check_line(reason, LONGEST_REASON, ("reason",))
    return reason


def check_line(text: str, longest: int, path: tuple[str, ...]) -> None:
    if len(text) > longest:
        raise Refusal("TOO_LONG", _("Too long: at most %(longest)d characters.") % {"longest": longest}, path)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):  # PostgreSQL cannot keep these
        raise Refusal("OUT_OF_RANGE", _("This text holds a character that cannot be kept."), path)


def check_code(listing_category: str) -> None:
    """The ledger does not know the categories of listings, only what their codes look like."""
    if not re.fullmatch("[A-Z_]{1,20}", listing_category):
        raise Refusal("OUT_OF_RANGE", _("This is no category of listings."), ("listingCategory",))


def check_expiry(expires_on: date | None, today: date) -> None:
    if expires_on is None:
        return
    if expires_on < today:
        raise Refusal("IN_THE_PAST", _("The last day has passed already."), ("expiresOn",))
    if expires_on - today > LONGEST_EXPIRY:
        raise Refusal("OUT_OF_RANGE", _("This day is too far away; leave it out for no end."), ("expiresOn",))


def check_limits(floor: int | None, ceiling: int | None, *, issues: bool) -> None:
    """Raise Refusal unless zero lies between them. Who `issues` credits also takes back what expires."""
    if floor is not None and not -FARTHEST <= floor <= 0:
        raise Refusal("OUT_OF_RANGE", _("The lower limit is zero or less."), ("floor",))
    if ceiling is not None and not 0 <= ceiling <= FARTHEST:
        raise Refusal("OUT_OF_RANGE", _("The upper limit is zero or more."), ("ceiling",))
    if issues and ceiling is not None:
        message = _("The secretariat has no upper limit: what expires goes back to it.")
        raise Refusal("OUT_OF_RANGE", message, ("ceiling",))


def check_balance(
    balance: int,
    *,
    floor: int | None,
    ceiling: int | None,
    too_low: tuple[str, ...] = ("amount",),
    too_high: tuple[str, ...] = ("amount",),
) -> None:
    """Raise Refusal for a balance outside its limits. Says neither balance nor limit: they may be
    another's.
    """
    if floor is not None and balance < floor:
        raise Refusal("BALANCE_TOO_LOW", _("There are not enough credits for this."), too_low)
    if ceiling is not None and balance > ceiling:
        message = _("Whoever gets these would hold more than is allowed.")
        raise Refusal("BALANCE_TOO_HIGH", message, too_high)
    if not -FARTHEST <= balance <= FARTHEST:
        raise Refusal("OUT_OF_RANGE", _("Nobody can hold that many credits."), ("amount",))


def due(quantity: Decimal | None, credits_per_unit: int) -> int:
    """Credits for so much (nothing said: one), half a credit rounded up; at most what one transfer takes."""
    much = (Decimal(1) if quantity is None else quantity) * credits_per_unit
    return int(min(much.quantize(Decimal(1), ROUND_HALF_UP), Decimal(MOST)))
