from datetime import date

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.listings import ListingState

STANDING = (ListingState.OPEN, ListingState.PROMISED)


def check_not_over(last_day: date | None, today: date) -> None:
    """Raise Refusal if nobody could answer any more: the last day has passed."""
    if last_day is not None and last_day < today:
        raise Refusal("IN_THE_PAST", _("The last day has passed already."), ("availableUntil",))


def check_open(state: str) -> None:
    """Raise Refusal unless the listing still stands; an expired one does, and can be prolonged."""
    if state not in STANDING:
        raise Refusal("ALREADY_CLOSED", _("This listing is closed already."), ("id",))


def state_on(state: str, ends: date | None, day: date) -> str:
    """The state as people are told it: what stands open past its last day has expired."""
    over = ends is not None and ends <= day
    return "EXPIRED" if over and state in STANDING else state
