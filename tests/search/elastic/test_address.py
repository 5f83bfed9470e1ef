"""What SEARCH_URL may say, and what the client is told of it.

TLS and API keys are parts of a stock Elasticsearch that the published jars lack: that the settings reach the
client is tested here, that a server takes them is not.
"""

import ssl
from pathlib import Path

import pytest

from search.elastic.address import address
from search.engines import engine_at


def test_a_plain_address() -> None:
    told = address("elasticsearch://127.0.0.1:9201/alliance")
    assert (told.hosts, told.prefix, told.access) == (("http://127.0.0.1:9201",), "alliance", {})
    assert (told.shards, told.replicas) == (1, "0-1")


def test_several_hosts_shards_and_replicas() -> None:
    told = address("elasticsearch://es-1,es-2:9201,[::1]:9202/alliance?shards=12&replicas=2")
    assert told.hosts == ("http://es-1:9200", "http://es-2:9201", "http://[::1]:9202")
    assert (told.shards, told.replicas) == (12, "2-2")


def test_a_key_and_tls_reach_the_client(tmp_path: Path) -> None:
    paths = ssl.get_default_verify_paths()
    authority = tmp_path / "ca.pem"
    authority.write_bytes(Path(paths.cafile or "/etc/ssl/certs/ca-certificates.crt").read_bytes())
    told = address(
        f"elasticsearch+https://search.example:9243/alliance?api_key=VuaC+fcGBC/Q==&ca={authority}"
    )
    assert told.access == {"api_key": "VuaC+fcGBC/Q==", "ca_certs": str(authority)}
    client = told.client()
    assert client._headers["authorization"] == "ApiKey VuaC+fcGBC/Q=="
    (node,) = client.transport.node_pool.all()
    assert (node.config.scheme, node.config.host, node.config.port) == ("https", "search.example", 9243)
    assert (node.config.verify_certs, node.config.ca_certs) == (True, str(authority))
    assert "VuaC" not in repr(told)


def test_a_password_reaches_the_client() -> None:
    client = address("elasticsearch+https://alliance:p%40ss@search.example/alliance").client()
    assert client._headers["authorization"] == "Basic YWxsaWFuY2U6cEBzcw=="


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("elasticsearch://host:9200", "ends with a prefix"),
        ("elasticsearch://host:9200/Alliance", "ends with a prefix"),
        ("elasticsearch://host:9200/a,b", "ends with a prefix"),
        ("elasticsearch://host:9200/*", "ends with a prefix"),
        ("elasticsearch:///alliance", "names no host"),
        ("elasticsearch://host:port/alliance", "names no host"),
        ("elasticsearch://host/alliance?api_key=secret", r"written elasticsearch\+https"),
        ("elasticsearch://somebody:secret@host/alliance", r"written elasticsearch\+https"),
        ("elasticsearch+https://host/alliance?apikey=secret", "not known: apikey"),
        ("elasticsearch://host/alliance?shards=0", "shards"),
        ("elasticsearch://host/alliance?replicas=all", "replicas"),
        ("elasticsearch+http://host/alliance", "names no engine"),
        ("solr://host/alliance", "names no engine"),
    ],
)
def test_what_is_wrong_is_said_without_saying_a_secret(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as raised:
        engine_at(url)
    assert "secret" not in str(raised.value)
