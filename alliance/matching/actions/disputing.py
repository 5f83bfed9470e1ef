"""When the two sides do not agree on what happened, the secretariat settles it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.resources.actions.writing import summary
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind
from tenants.permissions import require

from ..crediting import credit
from ..models import ExchangeState, Outcome
from ..rules import check_exchange_may_go, check_statement
from .following import follow
from .locking import locked_exchange
from .telling import other_side, tell_of_exchange


@transaction.atomic
def dispute(*, by: Author, exchange_id: UUID, text: str, expected_version: int | None = None) -> UUID:
    """A side says that it was otherwise, and what the secretariat should know. Returns the exchange's id.

    Raises NotFound; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`, `REQUIRED`, `TOO_LONG`.
    """
    exchange, listings = locked_exchange(by, exchange_id, expected_version)
    require(by, "keep", "exchange", owner=[exchange.giver_id, exchange.taker_id])
    check_exchange_may_go(exchange.state, ExchangeState.DISPUTED)
    said = check_statement(text, ("text",))
    offer = listings[exchange.offer_id]
    with act("exchange.dispute", by=by, summary=summary(offer.kind, offer.audience, offer.title)) as record:
        record.update(
            exchange,
            version=exchange.version + 1,
            state=ExchangeState.DISPUTED,
            dispute=said,
            disputed_by_id=by.principal_id,
        )
        to = [other_side(exchange, by), *_secretariats()]
        tell_of_exchange(record, "exchange.disputed", exchange, offer, to=to)
    return exchange.id


@transaction.atomic
def settle(
    *, by: Author, exchange_id: UUID, outcome: Outcome, text: str, expected_version: int | None = None
) -> UUID:
    """The secretariat decides. What was delivered counts as if both had confirmed it, credits included; what
    was not is free again. Returns the exchange's id.

    Raises NotFound; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`, `REQUIRED`, `TOO_LONG`.
    """
    exchange, listings = locked_exchange(by, exchange_id, expected_version)
    require(by, "settle", "exchange")
    check_exchange_may_go(exchange.state, ExchangeState.SETTLED)
    said = check_statement(text, ("text",))
    if outcome not in Outcome.values:
        raise Refusal("REQUIRED", _("Say whether it was delivered."), ("outcome",))
    offer = listings[exchange.offer_id]
    with act("exchange.settle", by=by, summary=summary(offer.kind, offer.audience, offer.title)) as record:
        transfer_id = credit(record, exchange, offer) if outcome == Outcome.DELIVERED else None
        record.update(
            exchange,
            version=exchange.version + 1,
            state=ExchangeState.SETTLED,
            outcome=outcome,
            settlement=said,
            transfer_id=transfer_id,
        )
        follow(record, listings.values())
        to = [exchange.giver_id, exchange.taker_id]
        tell_of_exchange(record, "exchange.settled", exchange, offer, to=to)
    return exchange.id


def _secretariats() -> list[UUID]:
    here = Principal.objects.filter(district=current_district_id(), kind=PrincipalKind.SECRETARIAT)
    return list(here.order_by("id").values_list("id", flat=True))
