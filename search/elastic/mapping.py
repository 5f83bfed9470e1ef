"""The index's fields, from the table of what is searchable; and a document in them."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Index, Keyword, Long, Mapping, Text

from search.elastic.address import Address
from search.engine import Document
from search.fields import FILTERS, SEARCHABLE, Subject

DISTRICT, SUBJECT, ID, VERSION, BREVITY = "district", "subject", "id", "version", "brevity"
# Where the whitespace analyzer cuts a token in two. Only the pinyin of very long names is longer.
LONGEST_TOKEN = 255
_TOO_LONG = re.compile(rf"(\S{{{LONGEST_TOKEN}}})\S+")
# Which of a change's documents are seen, `writing.py` says and nobody else; and that a delete is forgotten at
# once makes room for a document of a lower version, where the index was ahead of its database.
SETTINGS = {"refresh_interval": "-1", "gc_deletes": "0s"}


@cache
def mapping() -> Mapping:
    """All fields. `_source` is not kept: what is to be shown is read from the database, never from here."""
    made = Mapping()
    made.meta("dynamic", "strict")
    made.meta("_source", enabled=False)
    made.meta("_routing", required=True)
    for name in (DISTRICT, SUBJECT, BREVITY):
        made.field(name, Keyword(doc_values=False))
    made.field(ID, Keyword(index=False))
    made.field(VERSION, Long(index=False))
    for name in FILTERS:
        made.field(f"in_{name}", Keyword())
    for field in SEARCHABLE:
        for part in field.kind.parts:
            made.field(f"{field.name}_{part}", _tokens(in_order=part == "text"))
    return made


def _tokens(*, in_order: bool) -> Text:
    return Text(analyzer="whitespace", norms=False, index_options="positions" if in_order else "docs")


def create(client: Elasticsearch, address: Address, name: str) -> None:
    """A new, empty index."""
    index = Index(name, using=client)
    index.settings(number_of_shards=address.shards, auto_expand_replicas=address.replicas, **SETTINGS)
    index.mapping(mapping())
    index.create()


def key(district_id: UUID, subject: Subject, id: UUID) -> str:
    """A document's `_id`: never an id alone."""
    return f"{district_id.hex}{subject}{id.hex}"


def to_elastic(district_id: UUID, document: Document) -> dict[str, Any]:
    return {
        DISTRICT: district_id.hex,
        SUBJECT: document.subject.value,
        ID: document.id.hex,
        VERSION: document.version,
        BREVITY: document.brevity,
        **{name: _TOO_LONG.sub(r"\1", tokens) for name, tokens in document.tokens.items() if tokens},
        **{f"in_{name}": list(values) for name, values in document.keywords.items() if values},
    }


def cut(token: str) -> str:
    """The token as `to_elastic` leaves it."""
    return token[:LONGEST_TOKEN]


def routing(district_id: UUID) -> str:
    """What decides on which shard a district lies."""
    return district_id.hex


def walls(district_id: UUID, subject: Subject) -> Iterable[tuple[str, str]]:
    """Field and value of what every query begins with. A tombstone has neither."""
    return (DISTRICT, district_id.hex), (SUBJECT, subject.value)
