"""An exchange goes on: one side does its step, the other is told."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alliance.resources.actions.writing import summary
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.permissions import require

from ..models import ExchangeState
from ..rules import check_exchange_may_go
from .following import follow
from .locking import locked_exchange
from .telling import other_side, tell_of_exchange


@transaction.atomic
def deliver(*, by: Author, exchange_id: UUID, expected_version: int | None = None) -> UUID:
    """The giver says: it is done. Returns the exchange's id.

    Raises NotFound; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`.
    """
    exchange, listings = locked_exchange(by, exchange_id, expected_version)
    require(by, "keep", "exchange", owner=exchange.giver_id)
    check_exchange_may_go(exchange.state, ExchangeState.DELIVERED)
    offer = listings[exchange.offer_id]
    with act("exchange.deliver", by=by, summary=summary(offer.kind, offer.audience, offer.title)) as record:
        record.update(
            exchange,
            version=exchange.version + 1,
            state=ExchangeState.DELIVERED,
            delivered_at=timezone.now(),
        )
        tell_of_exchange(record, "exchange.delivered", exchange, offer, to=[exchange.taker_id])
    return exchange.id


@transaction.atomic
def cancel(*, by: Author, exchange_id: UUID, expected_version: int | None = None) -> UUID:
    """Before it is delivered, either side may say no, and need not say why: what was promised is free again.
    Returns and raises as `deliver` does."""
    exchange, listings = locked_exchange(by, exchange_id, expected_version)
    require(by, "keep", "exchange", owner=[exchange.giver_id, exchange.taker_id])
    check_exchange_may_go(exchange.state, ExchangeState.CANCELLED)
    offer = listings[exchange.offer_id]
    with act("exchange.cancel", by=by, summary=summary(offer.kind, offer.audience, offer.title)) as record:
        record.update(exchange, version=exchange.version + 1, state=ExchangeState.CANCELLED)
        follow(record, listings.values())
        tell_of_exchange(record, "exchange.cancelled", exchange, offer, to=[other_side(exchange, by)])
    return exchange.id
