"""What follows from an act: a listing stands as its exchanges say, also after one of them was taken back."""

from uuid import UUID

from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions import settle_listings


@consumer("matching", topics=["listing"])
def follow_listings(district_id: UUID, listings: list[UUID]) -> None:
    with scope(district_id):
        settle_listings(listings)
