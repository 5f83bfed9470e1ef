"""A real server whose memory is taken by other requests: what is written waits, and is written."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import ApiError, Elasticsearch

from deploy.elasticsearch.running import Running, running
from search.fields import Subject
from tests.search.places import Prefix, empty_index
from tests.search.server import skip_without_java
from tests.search.test_engine_contract import HOME, a_document

pytestmark = pytest.mark.full
INFLIGHT = "network.breaker.inflight_requests.limit"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A server of this test's own: the memory of the run's must not be narrowed."""
    skip_without_java()
    with running(tmp_path / "cluster") as cluster:
        yield cluster


def test_a_full_server_is_waited_for(server: Running, transactional_db: None) -> None:
    place = Prefix(server.hosts)
    engine = empty_index(place)
    documents = [a_document("新") for _ in range(200)]
    admin = Elasticsearch(f"http://{server.hosts.split(',')[0]}", max_retries=0)

    def narrow(limit: str | None) -> None:
        admin.cluster.put_settings(persistent={INFLIGHT: limit})

    narrow("1kb")
    with pytest.raises(ApiError) as refused:
        admin.bulk(index="any", operations=[{"delete": {"_id": "x" * 100}}] * 20)
    assert refused.value.status_code == 429
    widening = threading.Timer(2, narrow, [None])
    widening.start()
    with engine.writing() as index:
        index.put(HOME, documents)
    widening.join()
    assert engine.versions(HOME, Subject.ENTERPRISE).keys() == {one.id for one in documents}
