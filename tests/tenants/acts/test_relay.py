"""The outbox is the queue: what was committed is followed, however often its follower fails."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from tenants.acts.authors import OPERATOR
from tenants.acts.outbox import CONSUMERS, Consumer, Unavailable
from tenants.acts.recording import act
from tenants.acts.relay import MOST_ATTEMPTS, relay_batch, relay_scope
from tenants.errors import Refusal
from tenants.isolation.scope import OutsideScope, scope
from tenants.models import Enterprise, OutboxEvent
from tests.factories.ground import an_enterprise
from tests.factories.town import Town


class Follower:
    """A consumer that can be told to fail."""

    def __init__(self) -> None:
        self.seen: list[tuple[UUID, list[UUID]]] = []
        self.fails: Exception | None = None
        self.poison: UUID | None = None

    def __call__(self, district_id: UUID, ids: list[UUID]) -> None:
        if self.fails is not None:
            raise self.fails
        if self.poison in ids:
            raise ValueError("cannot be digested")
        self.seen.append((district_id, ids))


@pytest.fixture
def follower(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Follower]:
    with relay_scope():
        OutboxEvent.objects.all().delete()
    followed = Follower()
    for name in list(CONSUMERS):
        monkeypatch.delitem(CONSUMERS, name)
    monkeypatch.setitem(CONSUMERS, "test", Consumer("test", frozenset({"enterprise"}), followed))
    yield followed


def open_events() -> list[OutboxEvent]:
    with relay_scope():
        return list(OutboxEvent.objects.filter(done_at=None))


def test_what_is_committed_is_handed_on_once_with_its_district(town: Town, follower: Follower) -> None:
    with scope(town.home.district):
        made = an_enterprise("新注册")
    relay_batch()
    assert relay_batch() == 0
    assert follower.seen == [(town.home.district.id, [made.id])]
    assert open_events() == []


def test_what_is_rolled_back_leaves_no_event(town: Town, follower: Follower) -> None:
    with pytest.raises(Refusal), scope(town.home.district), act("enterprise.touch", by=OPERATOR) as record:
        record.touch_enterprises([town.home.enterprise.id])
        raise Refusal("NO", "no")
    assert open_events() == []


def test_one_that_cannot_be_digested_does_not_hold_up_the_others(town: Town, follower: Follower) -> None:
    with scope(town.home.district):
        bad, good = an_enterprise("坏"), an_enterprise("好")
    follower.poison = bad.id
    relay_batch()
    assert follower.seen == [(town.home.district.id, [good.id])]
    (left,) = open_events()
    assert (left.aggregate, left.attempts) == (bad.id, 1)


def test_poison_is_set_aside_in_the_end_and_says_why(town: Town, follower: Follower) -> None:
    with scope(town.home.district):
        follower.poison = an_enterprise("坏").id
    for attempt in range(MOST_ATTEMPTS + 2):
        with time_machine.travel(timezone.now() + timedelta(hours=attempt)):
            relay_batch()
    (left,) = open_events()
    assert (left.attempts, left.set_aside_at is None, left.error) == (
        MOST_ATTEMPTS,
        False,
        "ValueError: cannot be digested",
    )


def test_an_engine_that_is_away_blames_no_event(town: Town, follower: Follower) -> None:
    with scope(town.home.district):
        made = an_enterprise("新注册")
    follower.fails = Unavailable("the index is away")
    relay_batch()
    (left,) = open_events()
    assert (left.attempts, left.error) == (0, "the index is away")
    follower.fails = None
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        relay_batch()
    assert follower.seen == [(town.home.district.id, [made.id])]


def test_the_relay_sees_no_districts_data(town: Town) -> None:
    with relay_scope(), pytest.raises(OutsideScope):
        Enterprise.objects.count()


def test_every_touched_enterprise_counts_up_its_index_version(town: Town) -> None:
    home = town.home
    with scope(home.district):
        before = Enterprise.objects.get(id=home.enterprise.id)
        with act("enterprise.touch", by=OPERATOR) as record:
            record.touch_enterprises([home.enterprise.id])
        after = Enterprise.objects.get(id=home.enterprise.id)
    assert (after.index_version, after.version) == (before.index_version + 1, before.version)
