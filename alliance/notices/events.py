"""What follows from acts: notices and letters go out, and what a mandate's end leaves behind is passed on."""

from uuid import UUID

from tenants.acts.outbox import consumer
from tenants.isolation.scope import scope

from .actions import TOPIC
from .actions.addresses import TOPIC as ADDRESS_TOPIC
from .actions.handing_over import hand_over
from .actions.planning import plan_deliveries
from .actions.unsaying import unsay
from .nudge import nudge


@consumer("notices", topics=[TOPIC])
def follow(district_id: UUID, ids: list[UUID]) -> None:
    """Plan what goes out, and say what no longer holds; then wake a worker, if the broker is there."""
    with scope(district_id):
        plan_deliveries(ids)
        unsay(ids)
    nudge(district_id)


@consumer("handover", topics=["mandate"])
def pass_on(district_id: UUID, ids: list[UUID]) -> None:
    """See to what was pending for whoever held these mandates."""
    for mandate_id in ids:
        with scope(district_id):
            hand_over(mandate_id)


@consumer("addresses", topics=[ADDRESS_TOPIC])
def write_to(district_id: UUID, ids: list[UUID]) -> None:
    """Wake a worker for the letters that prove addresses. They wait in their rows: one nobody wakes for
    leaves with the next beat."""
    nudge(district_id)
