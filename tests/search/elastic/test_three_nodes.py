"""Three nodes with replicas; the one that holds the primary is killed while documents are loaded."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from deploy.elasticsearch.running import Running, running
from search.engine import SearchAway
from search.engines import engine_at
from search.fields import Subject
from tests.search.places import Prefix, empty_index
from tests.search.server import skip_without_java
from tests.search.test_engine_contract import HOME, a_document

pytestmark = pytest.mark.full
A_CHANGE, BEFORE, AFTER = 200, 3, 12


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Running]:
    skip_without_java()
    with running(tmp_path / "cluster", 3) as nodes:
        yield nodes


class Load(threading.Thread):
    """Changes one after another; what a change was left with is acknowledged, what failed is tried again."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self.acknowledged: set[UUID] = set()
        self.changes = self.failures = 0
        self.enough = False

    def run(self) -> None:
        try:
            while not self.enough:
                documents = [a_document("新") for _ in range(A_CHANGE)]
                try:
                    with engine_at(self._url).writing() as index:
                        index.put(HOME, documents)
                except SearchAway:
                    self.failures += 1
                    continue
                self.acknowledged |= {document.id for document in documents}
                self.changes += 1
        finally:
            connection.close()

    def reach(self, changes: int, seconds: float = 120.0) -> None:
        until = time.monotonic() + seconds
        while self.changes < changes:
            assert self.is_alive() and time.monotonic() < until, "the load does not go on"
            time.sleep(0.02)


def holder_of_the_primary(place: Prefix) -> str:
    shards: Any = place.client.cat.shards(index=place.indexes()[0], format="json")
    assert sorted(shard["prirep"] for shard in shards) == ["p", "r"]
    return next(str(shard["node"]) for shard in shards if shard["prirep"] == "p")


def test_every_acknowledged_write_survives_the_death_of_the_primarys_node(
    cluster: Running, transactional_db: None
) -> None:
    place = Prefix(cluster.hosts)
    engine = empty_index(place)
    place.client.cluster.health(index=place.indexes()[0], wait_for_status="green", timeout="60s")
    load = Load(place.url)
    load.start()
    try:
        load.reach(BEFORE)
        holder = holder_of_the_primary(place)
        cluster.kill(holder)
        load.reach(load.changes + AFTER)
    finally:
        load.enough = True
        load.join(120)
    assert holder_of_the_primary(place) != holder
    present = engine.versions(HOME, Subject.ENTERPRISE)
    assert load.acknowledged <= present.keys()
    assert len(load.acknowledged) >= A_CHANGE * (BEFORE + AFTER)
    print(
        f"{len(load.acknowledged)} acknowledged in {load.changes} changes, {load.failures} failed, "
        f"{len(present)} found"
    )
