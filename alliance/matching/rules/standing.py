"""What becomes of a listing by the exchanges of it."""

from collections.abc import Collection
from decimal import Decimal

from alliance.resources.models.listings import ListingState

from ..models.exchanges import UNDER_WAY, ExchangeState, Outcome

# (state, outcome, quantity) of an exchange
Standing = tuple[str, str, Decimal | None]


def is_void(state: str, outcome: str) -> bool:
    """Nothing was taken after all."""
    return state == ExchangeState.CANCELLED or outcome == Outcome.NOT_DELIVERED


def offer_state(*, quantity: Decimal | None, taken: Decimal, exchanges: Collection[Standing]) -> str:
    """An offer stays open while some of it is left. Without a quantity it is one thing: promised while an
    exchange of it is under way, open again if nothing came of that, done once it was given."""
    return _state(exchanges, met=quantity is None or taken >= quantity)


def want_state(*, quantity: Decimal | None, measure: str, exchanges: Collection[tuple[Standing, str]]) -> str:
    """A want is met by as much as it asks for, counted in its own measure. One that is not counted, or is
    answered in another measure, is met by any exchange. `exchanges` come with the measure of each offer."""
    standing = [(one, counted_in) for one, counted_in in exchanges if not is_void(*one[:2])]
    amounts = [one[2] for one, counted_in in standing if counted_in.strip() == measure.strip()]
    counted = [amount for amount in amounts if amount is not None]
    enough = quantity is None or len(counted) < len(standing) or sum(counted) >= quantity
    return _state([one for one, _measure in exchanges], met=enough)


def _state(exchanges: Collection[Standing], *, met: bool) -> str:
    standing = [state for state, outcome, _quantity in exchanges if not is_void(state, outcome)]
    if not standing or not met:
        return ListingState.OPEN
    return ListingState.PROMISED if set(standing) & set(UNDER_WAY) else ListingState.DONE
