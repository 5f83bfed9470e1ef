"""What this area follows: whoever moves is looked at again."""

from uuid import UUID

from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions.advising import advise

BATCH = 1000


@consumer("advice", topics=["enterprise"])
def follow(district_id: UUID, ids: list[UUID]) -> None:
    """Advise about the enterprises whose places may have changed. Harmless to repeat."""
    for start in range(0, len(ids), BATCH):
        with scope(district_id):
            advise(ids[start : start + BATCH])
