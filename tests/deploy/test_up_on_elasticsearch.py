"""`deploy/up --search elasticsearch`: the whole product on a real one, down, and up again."""

import json
import urllib.request
from pathlib import Path

import pytest

from deploy.elasticsearch.supervised import node_of
from deploy.embedded.folders import Folders
from tests.deploy.instances import Instance
from tests.search.server import skip_without_java

pytestmark = pytest.mark.full
ASKED = '{ searchEnterprises(text: "xzt", first: 3) { edges { node { name } } } }'


def found(instance: Instance) -> list[str]:
    request = urllib.request.Request(
        f"{instance.url}/d/zhongde/graphql",
        json.dumps({"query": ASKED}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        told = json.load(answer)
    return [edge["node"]["name"] for edge in told["data"]["searchEnterprises"]["edges"]]


def indexes(instance: Instance) -> list[str]:
    url = f"{node_of(Folders(instance.data)).url}/_cat/indices?h=index&format=json"
    with urllib.request.urlopen(url, timeout=30) as answer:
        return sorted(row["index"] for row in json.load(answer))


def test_it_comes_up_searches_goes_down_and_comes_up_with_what_it_had(tmp_path: Path) -> None:
    skip_without_java()
    here = Instance(tmp_path / "data")
    here.up("--sample=zhongde", "--search=elasticsearch")
    try:
        assert here.addresses()["SEARCH_URL"].startswith("elasticsearch://127.0.0.1:")
        names, made = found(here), indexes(here)
        assert "新众通" in names[0] and len(made) == 1
        assert '"index": "ok"' in here.get("/readyz")
        here.down()
        assert here.processes() == []
        here.up("--sample=zhongde")  # nobody has to say it twice
        assert found(here) == names and indexes(here) == made
        here.up(
            "--sample=zhongde", "--search=tantivy"
        )  # and back: an index that nobody followed is made anew
        assert here.addresses()["SEARCH_URL"].startswith("tantivy://")
        assert found(here) == names
    finally:
        here.down()
    assert here.processes() == []
