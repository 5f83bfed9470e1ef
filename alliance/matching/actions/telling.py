from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from alliance.notices.actions import tell
from alliance.resources.models import Listing
from tenants.acts.authors import Author
from tenants.acts.recording import Record
from tenants.selectors.names import called

from ..models import Exchange, Match, MatchState


def tell_of_match(record: Record, kind: str, match: Match, offer: Listing, want: Listing | None) -> None:
    """Tell the side that did not do it."""
    by_proposer = match.state in (MatchState.PROPOSED, MatchState.WITHDRAWN)
    to = match.answerer_id if by_proposer else match.proposer_id
    params = _said(match.giver_id, match.taker_id, offer, match.quantity)
    params["who"] = (
        params["giver"] if (match.proposer_id == match.giver_id) == by_proposer else params["taker"]
    )
    params["want"] = want.title if want else ""
    record.emit("match", match.id)
    tell(record, kind, about=("Match", match.id), to=[to], params=params)


def tell_of_exchange(
    record: Record, kind: str, exchange: Exchange, offer: Listing, *, to: Collection[UUID]
) -> None:
    params = _said(exchange.giver_id, exchange.taker_id, offer, exchange.quantity)
    record.emit("exchange", exchange.id)
    tell(record, kind, about=("Exchange", exchange.id), to=to, params=params)


def other_side(exchange: Exchange, by: Author) -> UUID:
    return exchange.taker_id if by.principal_id == exchange.giver_id else exchange.giver_id


def _said(giver: UUID, taker: UUID, offer: Listing, quantity: Decimal | None) -> dict[str, str]:
    names = called([giver, taker])
    amount = f" ({format(quantity.normalize(), 'f')} {offer.measure}".rstrip() + ")" if quantity else ""
    return {"what": offer.title + amount, "giver": names[giver], "taker": names[taker]}
