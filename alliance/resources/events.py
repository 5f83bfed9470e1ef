"""What follows from an act: a project stands as its claims say, also after one of them was taken back."""

from uuid import UUID

from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions import settle_projects


@consumer("projects", topics=["listing"])
def follow(district_id: UUID, listings: list[UUID]) -> None:
    with scope(district_id):
        settle_projects(listings)
