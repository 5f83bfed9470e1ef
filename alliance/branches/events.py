"""What this area follows: whoever moves is looked at again; names sort as they are read."""

from uuid import UUID

from tenants.actions.readings import TOPIC as READINGS
from tenants.actions.rekeying import holding
from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions.advising import advise
from .actions.rekeying import rekey

BATCH = 1000


@consumer("advice", topics=["enterprise"])
def follow(district_id: UUID, ids: list[UUID]) -> None:
    """Advise about the enterprises whose places may have changed. Harmless to repeat."""
    for start in range(0, len(ids), BATCH):
        with scope(district_id):
            advise(ids[start : start + BATCH])


@consumer("readings-branches", topics=[READINGS])
def reread(district_id: UUID, entries: list[UUID]) -> None:
    """Re-key the organisations whose names hold the phrases of these local readings."""
    with scope(district_id):
        rekey(holding(entries))
