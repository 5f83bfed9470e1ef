"""Relay, worker, beat and broker die by SIGKILL between commit and index: nothing is lost, nobody waits."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.factories.plaza import Plaza
from tests.journeys.test_first_day import Curl

pytestmark = pytest.mark.full

UPDATE = "mutation($i: UpdateEnterpriseInput!) { updateEnterprise(input: $i) { errors { code } } }"
SEARCH = "query($t: String!) { searchEnterprises(text: $t, first: 1) { edges { node { id } } } }"
# supervisord waits a second before it starts anew what was killed; the relay then loads its dictionaries.
PATIENCE = 60


def processes(plaza: Plaza, what: str) -> list[int]:
    """The pids of one part, by its command line."""
    found = []
    for pid in plaza.instance.processes():
        try:
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except FileNotFoundError:
            continue
        if what in command:
            found.append(pid)
    return found


def send(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue  # it was among the killed


@pytest.mark.parametrize(
    ("part", "sign"),
    [
        ("manage.py relay", "赤狐茶舍"),
        ("celery -A deploy", "银杏书屋"),
        ("valkey-server", "飞虹药房"),
    ],
)
def test_a_part_killed_between_commit_and_index_loses_and_blocks_nothing(
    plaza: Plaza, part: str, sign: str
) -> None:
    liaison = plaza.account("liaison")
    hers, public = Curl(plaza.instance, "zhongde", liaison["token"]), Curl(plaza.instance, "zhongde")
    mandate = liaison["mandates"][0]
    [company] = public(SEARCH, t=mandate["label"])["searchEnterprises"]["edges"]

    relays = processes(plaza, "manage.py relay")
    assert relays
    send(relays, signal.SIGSTOP)  # so that the index cannot follow before the part is dead
    said: dict[str, Any] = {"actingAs": mandate["id"], "id": company["node"]["id"], "shopSign": sign}
    started = time.monotonic()
    assert hers(UPDATE, i=said)["updateEnterprise"]["errors"] == []
    victims = processes(plaza, part)
    assert victims
    send(victims, signal.SIGKILL)
    assert hers(UPDATE, i={**said, "description": sign})["updateEnterprise"]["errors"] == []
    print(f"{part}: two writes, one beside its corpse, in {time.monotonic() - started:.2f} s")
    assert public(SEARCH, t=sign)["searchEnterprises"]["edges"] != [company]

    send(relays, signal.SIGCONT)
    alive = time.monotonic()
    while public(SEARCH, t=sign)["searchEnterprises"]["edges"] != [company]:
        assert time.monotonic() - alive < PATIENCE, "the index did not follow"
        time.sleep(0.1)
    print(f"{part}: found {time.monotonic() - alive:.2f} s later")
