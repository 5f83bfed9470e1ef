"""A real server whose memory is taken by other requests: what is written waits, and is written."""

import threading

import pytest
from elasticsearch import ApiError

from deploy.elasticsearch.running import Running
from search.fields import Subject
from tests.search.places import Prefix, empty_index
from tests.search.test_engine_contract import HOME, a_document

pytestmark = pytest.mark.full
INFLIGHT = "network.breaker.inflight_requests.limit"


def test_a_full_server_is_waited_for(server: Running, transactional_db: None) -> None:
    place = Prefix(server.hosts)
    engine = empty_index(place)
    documents = [a_document("新") for _ in range(200)]
    admin = place.client.options(max_retries=0)

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
