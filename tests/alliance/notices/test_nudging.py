"""Without a broker the relay loses half a second and nothing else; what waits is found by the beat."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from alliance.notices import nudge as nudging
from alliance.notices.events import follow
from alliance.notices.models import Delivery
from alliance.notices.tasks import send_due, send_due_of
from tenants.isolation.models import new_id
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.alliance.notices.relay import Relay
from tests.alliance.notices.telling import told
from tests.factories.town import Town


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        yield listening.getsockname()[1]


@pytest.fixture
def broker(settings: Any) -> Iterator[Any]:
    def at(address: str) -> None:
        settings.CELERY_BROKER_URL = address
        nudging._celery.cache_clear()

    yield at
    nudging._celery.cache_clear()


def test_a_broker_that_is_away_or_hangs_costs_no_second(broker: Any, silent: int, settings: Any) -> None:
    for address in ("redis+socket:///nowhere/valkey.sock", f"redis://127.0.0.1:{silent}/0"):
        broker(address)
        started = time.monotonic()
        assert nudging.nudge(new_id()) is False
        assert time.monotonic() - started < 1.5


def test_a_broker_that_is_there_takes_the_wish(broker: Any, settings: Any) -> None:
    broker(settings.CELERY_BROKER_URL)
    nudging._celery().conf.task_default_queue = f"tests-{new_id()}"
    assert nudging.nudge(new_id(), after=0.1) is True


def test_planned_without_a_broker_it_leaves_with_the_beat(
    town: Town, relay: Relay, monkeypatch: pytest.MonkeyPatch, time_machine: Any
) -> None:
    time_machine.move_to("2026-03-02T12:00:00+08:00", tick=True)
    home = town.home
    Account.objects.filter(pk=home.liaison.pk).update(email="insider@example.org")
    monkeypatch.setattr("alliance.notices.events.nudge", lambda district: False)
    with scope(home.district):
        notice = told(home)
    follow(home.district.id, [notice.id])
    with scope(home.district):
        assert Delivery.objects.get().sent_at is None
    sent: list[str] = []
    monkeypatch.setattr(send_due_of, "delay", sent.append)
    send_due()
    assert sent == [str(home.district.id)]  # and not next door, where nothing is due
    send_due_of(*sent)
    assert len(relay.letters) == 1
    sent.clear()
    send_due()
    assert sent == []
