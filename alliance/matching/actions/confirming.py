from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.resources.actions.writing import summary
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import Refusal
from tenants.permissions import require

from ..crediting import credit
from ..models import Exchange, ExchangeState
from ..rules import check_exchange_may_go
from .following import follow
from .locking import locked_exchange
from .telling import other_side, tell_of_exchange


@transaction.atomic
def confirm(*, by: Author, exchange_id: UUID, expected_version: int | None = None) -> UUID:
    """A side says: so it was. With the second one it is confirmed, and the giver is credited by the
    district's table, in the same act. Returns the exchange's id.

    Raises NotFound; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`.
    """
    exchange, listings = locked_exchange(by, exchange_id, expected_version)
    require(by, "keep", "exchange", owner=[exchange.giver_id, exchange.taker_id])
    check_exchange_may_go(exchange.state, ExchangeState.CONFIRMED)
    said = _confirmations(exchange, by)
    offer = listings[exchange.offer_id]
    with act("exchange.confirm", by=by, summary=summary(offer.kind, offer.audience, offer.title)) as record:
        if said.keys() >= {"giver_confirmed_at", "taker_confirmed_at"}:
            said |= {"state": ExchangeState.CONFIRMED, "transfer_id": credit(record, exchange, offer)}
        record.update(exchange, version=exchange.version + 1, **said)
        if exchange.state == ExchangeState.CONFIRMED:
            follow(record, listings.values())
        tell_of_exchange(record, "exchange.confirmed", exchange, offer, to=[other_side(exchange, by)])
    return exchange.id


def _confirmations(exchange: Exchange, by: Author) -> dict[str, Any]:
    """Who has confirmed when, this author included. Raises Refusal where the author had already."""
    side = "giver_confirmed_at" if by.principal_id == exchange.giver_id else "taker_confirmed_at"
    if getattr(exchange, side) is not None:
        raise Refusal("WRONG_STATE", _("You have confirmed this already."), ("id",))
    known = {name: getattr(exchange, name) for name in ("giver_confirmed_at", "taker_confirmed_at")}
    return {name: at for name, at in known.items() if at} | {side: timezone.now()}
