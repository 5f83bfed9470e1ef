"""SEARCH_URL of an Elasticsearch: `elasticsearch[+https]://[user:password@]host:port[,host:port…]/prefix?…`."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from elasticsearch import Elasticsearch
from elasticsearch.serializer import OrjsonSerializer

SCHEMES = {"elasticsearch": "http", "elasticsearch+https": "https"}
OPTIONS = {"api_key", "ca", "shards", "replicas"}
PORT = 9200
# Nobody waits longer for a search; a cluster that takes longer is as good as away.
READ_SECONDS = 5.0
WRITE_SECONDS = 60.0
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True)
class Address:
    """Where the cluster is, what our indexes' names begin with, and how an index is laid out.

    `replicas` as Elasticsearch's `auto_expand_replicas` takes it: none on one node, one on several.
    """

    hosts: tuple[str, ...]
    prefix: str
    shards: int = 1
    replicas: str = "0-1"
    access: dict[str, Any] = field(default_factory=dict, repr=False)

    def client(self) -> Elasticsearch:
        """A client for reading; it connects when first used."""
        return Elasticsearch(
            list(self.hosts),
            request_timeout=READ_SECONDS,
            max_retries=2,
            serializer=OrjsonSerializer(),  # facets make long answers
            **self.access,
        )


def address(url: str) -> Address:
    """Raises ValueError, without saying the secrets that may be in it."""
    parts = urlsplit(url)
    # A key is base64: its `+` is no blank.
    options = dict(parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True))
    if parts.scheme not in SCHEMES:
        raise ValueError(f"SEARCH_URL names no engine that is known: {parts.scheme}://")
    if unknown := options.keys() - OPTIONS:
        raise ValueError(f"SEARCH_URL has an option that is not known: {sorted(unknown)[0]}")
    prefix = parts.path.strip("/")
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(
            "SEARCH_URL ends with a prefix for the indexes' names, e.g. /alliance: a-z, 0-9, - and _."
        )
    login, _, places = parts.netloc.rpartition("@")
    hosts = tuple(_host(SCHEMES[parts.scheme], place) for place in places.split(","))
    access: dict[str, Any] = {}
    if options.get("api_key"):
        access["api_key"] = options["api_key"]
    elif login:
        name, _, password = login.partition(":")
        access["basic_auth"] = (unquote(name), unquote(password))
    if options.get("ca"):
        access["ca_certs"] = options["ca"]
    if access and parts.scheme != "elasticsearch+https":
        raise ValueError(
            "SEARCH_URL with a key, a password or a certificate is written elasticsearch+https://"
        )
    return Address(hosts, prefix, _shards(options), _replicas(options), access)


def _host(scheme: str, place: str) -> str:
    name, colon, port = place.rpartition(":")
    if not colon or port.endswith("]"):
        name, port = place, str(PORT)
    if not name or not port.isdecimal():
        raise ValueError("SEARCH_URL names no host, or one whose port is no number.")
    return f"{scheme}://{name}:{port}"


def _shards(options: dict[str, str]) -> int:
    told = options.get("shards", "1")
    if not told.isdecimal() or not 1 <= int(told) <= 1024:
        raise ValueError("SEARCH_URL: shards is a number from 1 to 1024.")
    return int(told)


def _replicas(options: dict[str, str]) -> str:
    told = options.get("replicas", "0-1")
    if not re.fullmatch(r"\d(-\d)?", told):
        raise ValueError("SEARCH_URL: replicas is a number, or a range such as 0-1.")
    return told if "-" in told else f"{told}-{told}"
