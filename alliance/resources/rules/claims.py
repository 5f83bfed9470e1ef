"""How a project's parts are claimed, and what becomes of the project."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.listings import ListingState
from ..models.projects import ClaimState
from .limits import check_quantity

# Where a claim may go, and from where. Confirmed is the end; so is a no.
STEPS = {
    ClaimState.DELIVERED: (ClaimState.CLAIMED,),
    ClaimState.CONFIRMED: (ClaimState.DELIVERED,),
    ClaimState.WITHDRAWN: (ClaimState.CLAIMED, ClaimState.DELIVERED),
    ClaimState.DECLINED: (ClaimState.CLAIMED, ClaimState.DELIVERED),
}
SAID_NO = (ClaimState.WITHDRAWN, ClaimState.DECLINED)


def check_claim(quantity: Decimal, remaining: Decimal) -> None:
    """Raise Refusal for an amount that is none, or more than is left."""
    check_quantity(quantity, ("quantity",))
    if quantity > remaining:
        message = _("Only %(left)s of it is left.") % {"left": format(remaining.normalize(), "f")}
        raise Refusal("NOT_ENOUGH_LEFT", message, ("quantity",))


def check_may_go(present: str, wanted: ClaimState) -> None:
    """Raise Refusal unless a claim in the state `present` may become `wanted`."""
    if present not in STEPS[wanted]:
        message = _("This claim is %(state)s: that cannot be done with it now.")
        raise Refusal("WRONG_STATE", message % {"state": ClaimState(present).label}, ("id",))


def project_state(*, parts: Iterable[tuple[Decimal, Decimal]], claims: Iterable[str]) -> str:
    """A project's state by its parts (quantity, taken) and the states of its claims: DONE when all of it is
    confirmed, PROMISED when all of it is claimed."""
    amounts = list(parts)
    if not amounts or any(taken < quantity for quantity, taken in amounts):
        return ListingState.OPEN
    standing = [state for state in claims if state not in SAID_NO]
    done = bool(standing) and all(state == ClaimState.CONFIRMED for state in standing)
    return ListingState.DONE if done else ListingState.PROMISED
