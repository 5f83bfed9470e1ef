"""What follows from an act: a project stands as its claims say, also after one of them was taken back; and a
listing is found by how its words are read."""

from uuid import UUID

from tenants.actions.readings import TOPIC as READINGS
from tenants.actions.rekeying import batches, holding
from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions import read_anew, settle_projects, with_words


@consumer("projects", topics=["listing"])
def follow(district_id: UUID, listings: list[UUID]) -> None:
    with scope(district_id):
        settle_projects(listings)


@consumer("readings-listings", topics=[READINGS])
def reread(district_id: UUID, entries: list[UUID]) -> None:
    """Have the index read anew what is offered and wanted in words that hold the phrases of these local
    readings."""
    with scope(district_id):
        concerned = with_words(holding(entries))
    for some in batches(concerned):
        with scope(district_id):
            read_anew(some)
