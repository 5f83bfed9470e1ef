"""The real server stopped and started again: what is said meanwhile, and that all mends itself after."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from deploy.elasticsearch.running import Running
from search.comparing import differences
from search.engine import SearchAway
from search.engines import engine, is_answering
from tenants.actions.enterprises import rename
from tenants.acts.authors import OPERATOR
from tenants.acts.relay import relay_batch
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.selectors.outbox import backlogs
from tests.search.conftest import relay
from tests.search.places import Prefix

pytestmark = pytest.mark.full


@pytest.fixture
def place(server: Running, settings: Any) -> Prefix:
    made = Prefix(server.hosts)
    settings.SEARCH_URL = made.url
    return made


def asked(query: str) -> dict[str, Any]:
    answer = Client().post("/d/home/graphql", {"query": query}, content_type="application/json")
    told: dict[str, Any] = answer.json()
    return told


def test_the_engine_goes_and_comes_back(town: Any, server: Running, index: Any, found: Any) -> None:
    home, search = town.home, '{ searchEnterprises(text: "众联") { totalCount } }'
    relay()
    assert asked(search)["data"]["searchEnterprises"] == {"totalCount": 0}
    server.stop()
    began = time.monotonic()
    with pytest.raises(Refusal) as refused:
        found(home.district, "众联")
    assert refused.value.code == "SEARCH_UNAVAILABLE"
    with pytest.raises(SearchAway):
        engine().check()
    assert not is_answering()
    assert time.monotonic() - began < 30  # nobody hangs
    with scope(home.district):
        rename(by=OPERATOR, enterprise_id=home.enterprise.id, name="众联数字")
    relay_batch()
    assert [backlog.waiting for backlog in backlogs() if backlog.consumer == "index"] == [1]
    told = asked('{ searchEnterprises(text: "众联") { totalCount } enterprises { edges { node { name } } } }')
    assert [edge["node"]["name"] for edge in told["data"]["enterprises"]["edges"]] == ["众联数字"]
    assert told["data"]["searchEnterprises"] is None
    assert [error["extensions"]["code"] for error in told["errors"]] == ["SEARCH_UNAVAILABLE"]
    server.start()
    while not is_answering():  # it reads its shards from disk
        assert time.monotonic() - began < 120
        time.sleep(0.1)
    assert found(home.district, "众联") == []
    with time_machine.travel(timedelta(seconds=10)):
        relay()
    assert found(home.district, "众联") == ["众联数字"]
    assert list(differences(home.district.id)) == []
    assert all(backlog.waiting == backlog.set_aside == 0 for backlog in backlogs())
