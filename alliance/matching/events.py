"""What follows from an act, also from one that takes another back."""

from uuid import UUID

from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions import settle_listings, tell_of_what_was_taken_back


@consumer("matching", topics=["listing"])
def follow_listings(district_id: UUID, listings: list[UUID]) -> None:
    """A listing stands as its exchanges say."""
    with scope(district_id):
        settle_listings(listings)


@consumer("taken back", topics=["match", "exchange"])
def unsay(district_id: UUID, ids: list[UUID]) -> None:
    """Whoever was told of a step hears that it was taken back."""
    with scope(district_id):
        tell_of_what_was_taken_back(ids)
