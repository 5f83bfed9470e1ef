from uuid import UUID

from django.db import transaction

from alliance.resources.actions.writing import summary
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.permissions import require

from ..models import Exchange, MatchState
from ..rules import check_amount_stands, check_match_may_go
from .following import follow
from .locking import check_stands, locked_match
from .telling import tell_of_exchange


@transaction.atomic
def accept(*, by: Author, match_id: UUID, expected_version: int | None = None) -> UUID:
    """The side that was asked says yes: an exchange begins. Returns the *match's* id.

    Never more than is left, however many say yes at once: the listings are locked, and the database counts.
    Raises NotFound; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`, `NOT_OPEN`, `NOT_ENOUGH_LEFT`,
    `OFFER_CHANGED`.
    """
    match, listings = locked_match(by, match_id, expected_version)
    require(by, "answer", "match", owner=match.answerer_id)
    check_match_may_go(match.state, MatchState.AGREED)
    for listing in listings.values():
        check_stands(listing, ("id",))
    offer = listings[match.offer_id]
    check_amount_stands(match.quantity, offered=offer.quantity, taken=offer.taken)
    exchange = Exchange(
        match=match,
        offer_id=match.offer_id,
        giver_id=match.giver_id,
        taker_id=match.taker_id,
        quantity=match.quantity,
        due=match.due,
    )
    said = summary(offer.kind, offer.audience, offer.title)
    with act("match.accept", by=by, summary=said) as record:
        record.update(match, version=match.version + 1, state=MatchState.AGREED)
        record.create(exchange)
        follow(record, listings.values())
        record.emit("match", match.id)
        tell_of_exchange(record, "match.agreed", exchange, offer, to=[match.proposer_id])
    return match.id
