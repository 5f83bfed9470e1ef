"""Every event twice, in any order, while everybody writes: in the end the index is what the database is."""

import random
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connection

from alliance.resources.actions import close_listing
from search.comparing import differences
from tenants.actions.enterprises import add_enterprises, new_enterprise, rename
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.acts.outbox import CONSUMERS
from tenants.acts.recording import act
from tenants.acts.relay import relay_scope
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import OutboxEvent
from tests.factories.ground import a_building, a_unit, moved_in
from tests.factories.listings import a_listing
from tests.search.conftest import relay

FOLLOWERS = {"index", "index-listings"}
ROUNDS = 6


class Deliveries:
    """Hands every event that has been committed to its consumer, twice, in an order of chance."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._known: set[UUID] = set()
        self._open: list[OutboxEvent] = []

    def hand_over(self, some: int) -> None:
        with relay_scope():
            rows = OutboxEvent.objects.filter(consumer__in=FOLLOWERS)
            fresh = [row for row in rows if row.id not in self._known]
        self._known |= {row.id for row in fresh}
        self._open += fresh * 2
        self._chance.shuffle(self._open)
        taken, self._open = self._open[:some], self._open[some:]
        batches = defaultdict(list)
        for event in taken:  # as the relay hands them over, but an event may be in a batch twice
            batches[event.consumer, event.district_id].append(event.aggregate)
        for (consumer, district_id), aggregates in batches.items():
            CONSUMERS[consumer].handle(district_id, aggregates)

    def hand_over_all(self) -> None:
        self.hand_over(0)
        while self._open:
            self.hand_over(20)


def company_life(side: Any, seed: int) -> None:
    """Registered, moved in, renamed, gone, and some of it taken back."""
    with scope(side.district):
        tower = a_building(f"{seed}号楼", ordinal=seed)
    for number in range(ROUNDS):
        with scope(side.district):
            with act("enterprise.register", by=OPERATOR) as record:
                (made,) = add_enterprises(record, [new_enterprise(name=f"来去{seed}之{number}")])
                registered = record.act.id
            if number % 3 == 0:
                continue_with = undo(act_id=registered, by=OPERATOR)
                if number % 2:
                    undo(act_id=continue_with.id, by=OPERATOR)
                continue
            stay = moved_in(made, a_unit(tower, f"{100 + number}"))
        with scope(side.district):
            rename(by=OPERATOR, enterprise_id=made.id, name=f"改名{seed}之{number}")
            if number % 2:
                move_out(by=OPERATOR, tenancy_id=stay.id, last_day=today() - timedelta(days=1))


def listing_life(side: Any) -> None:
    for number in range(ROUNDS):
        with scope(side.district):
            posted = a_listing(side.as_liaison, f"会议室{number}")
        if number % 2:
            with scope(side.district):
                close_listing(by=side.as_liaison, listing_id=posted.id)


def together(*tasks: Callable[[], None]) -> None:
    failed: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    assert failed == []


def test_every_event_twice_in_random_order_while_writers_write(town: Any, index: Any) -> None:
    seed = random.randrange(1, 9)
    sides = (town.home, town.next_door)
    deliveries = [Deliveries(seed), Deliveries(seed + 10)]

    def deliver(one: Deliveries) -> None:
        for _ in range(10):
            one.hand_over(6)

    together(
        *(partial(company_life, side, seed) for side in sides),
        *(partial(listing_life, side) for side in sides),
        *(partial(deliver, one) for one in deliveries),
    )
    deliveries[0].hand_over_all()
    for side in sides:
        assert list(differences(side.district.id)) == []


def test_writes_of_every_kind_during_a_rebuild_are_in_the_new_index(town: Any, index: Any) -> None:
    """The relay goes on beside it; one delivery at the end, for what was committed after the last."""

    def rebuild_twice() -> None:
        for _ in range(2):
            call_command("search", "rebuild", verbosity=0)

    def keep_relaying() -> None:
        for _ in range(8):
            relay()

    together(
        partial(company_life, town.home, 3),
        partial(listing_life, town.next_door),
        keep_relaying,
        rebuild_twice,
    )
    relay()
    for side in (town.home, town.next_door):
        assert list(differences(side.district.id)) == []
