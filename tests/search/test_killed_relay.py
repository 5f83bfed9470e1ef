"""The relay, as a process: how soon the index follows, and what its death between commit and index loses."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from deploy.env import CHECKOUT, setting
from tenants.actions.enterprises import rename
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.selectors.outbox import backlogs
from tests.factories.listings import a_listing

pytestmark = pytest.mark.full
NO_BROKER = "redis://127.0.0.1:1/0"


def waiting():
    return sum(backlog.waiting for backlog in backlogs())


@contextmanager
def a_relay(index) -> Iterator[subprocess.Popen]:
    """`manage.py relay` on the test's database and index, with a broker that never was."""
    address = urlsplit(setting("DATABASE_URL"))._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(address),
        "SEARCH_URL": index.url,
        "BROKER_URL": NO_BROKER,
    }
    process = subprocess.Popen([sys.executable, "manage.py", "relay"], cwd=CHECKOUT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


# A relay needs seconds to start, and many where everything runs at once.
def eventually(holds, seconds=90.0):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def named(side, name):
    with scope(side.district):
        rename(by=OPERATOR, enterprise_id=side.enterprise.id, name=name)


def test_the_index_follows_within_a_second(town, index, found):
    with a_relay(index):
        eventually(lambda: waiting() == 0)
        delays = []
        for number in range(10):
            named(town.home, f"众联{number}号")
            committed = time.monotonic()
            eventually(lambda name=f"众联{number}号": found(town.home.district, name)[:1] == [name])
            delays.append(time.monotonic() - committed)
    print(f"commit to found: median {sorted(delays)[5]:.3f} s, longest {max(delays):.3f} s")
    assert max(delays) < 1


def test_a_relay_killed_between_commit_and_index_loses_nothing(town, index, found):
    with a_relay(index) as relay:
        eventually(lambda: waiting() == 0)
        with index.nobody_writes():  # the relay takes the event, and cannot write
            named(town.home, "众联数字")
            time.sleep(1)
            assert waiting() == 1
            relay.kill()
    assert found(town.home.district, "众联") == []
    with a_relay(index):
        eventually(lambda: found(town.home.district, "众联") == ["众联数字"])
        eventually(lambda: waiting() == 0)


def test_killed_again_and_again_while_everybody_writes_it_catches_up(town, index, found):
    for number in range(3):
        with a_relay(index) as relay:
            eventually(lambda: waiting() == 0)
            for part in range(8):
                named(town.home, f"众联{number}之{part}")
            relay.kill()
    with a_relay(index):
        eventually(lambda: waiting() == 0)
    assert found(town.home.district, "众联2之7") == ["众联2之7"]
    assert found(town.home.district, "众联1之7") == ["众联2之7"]  # by its former name


def test_without_a_broker_posting_is_not_held_up_and_the_index_follows(town, index, found, settings):
    settings.CELERY_BROKER_URL = NO_BROKER
    began = time.monotonic()
    with scope(town.home.district):
        a_listing(town.home.as_liaison, "会议室")
    assert time.monotonic() - began < 1
    with a_relay(index):
        eventually(lambda: waiting() == 0)
    assert found(town.home.district, "铂菲特") != []
