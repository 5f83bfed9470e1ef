"""Each side may say no, and need not say why."""

from uuid import UUID

from django.db import transaction

from alliance.resources.actions.writing import summary
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.permissions import require

from ..models import MatchState
from ..rules import check_match_may_go
from .locking import locked_match
from .telling import tell_of_match


def decline(*, by: Author, match_id: UUID, expected_version: int | None = None) -> UUID:
    """The side that was asked says no. Returns the match's id.

    Raises NotFound; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`.
    """
    return _end(by, match_id, expected_version, MatchState.DECLINED, "match.decline")


def withdraw(*, by: Author, match_id: UUID, expected_version: int | None = None) -> UUID:
    """Whoever proposed takes it back. Returns and raises as `decline` does."""
    return _end(by, match_id, expected_version, MatchState.WITHDRAWN, "match.withdraw")


@transaction.atomic
def _end(by: Author, match_id: UUID, expected_version: int | None, state: MatchState, verb: str) -> UUID:
    match, listings = locked_match(by, match_id, expected_version)
    declines = state == MatchState.DECLINED
    require(by, "answer", "match", owner=match.answerer_id if declines else match.proposer_id)
    check_match_may_go(match.state, state)
    offer, want = listings[match.offer_id], listings.get(match.want_id) if match.want_id else None
    with act(verb, by=by, summary=summary(offer.kind, offer.audience, offer.title)) as record:
        record.update(match, version=match.version + 1, state=state)
        tell_of_match(record, "match.declined" if declines else "match.withdrawn", match, offer, want)
    return match.id
