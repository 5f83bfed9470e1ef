"""The index's fields, from the table of what is searchable; and a document in them."""

from collections.abc import Iterator, Sequence
from functools import cache
from uuid import UUID

import tantivy

from search.engine import Document
from search.fields import FILTERS, SEARCHABLE, Subject

WHITESPACE = "tokens"
DISTRICT, SUBJECT, KEY, VERSION, BREVITY = "district", "subject", "key", "version", "brevity"
# An id as two numbers, in columns: a thousand ids are read in one go, without fetching documents.
ID_HIGH, ID_LOW = "id_high", "id_low"
# What is counted lies in columns of one value a document ("" where it has none): counting 100,000 documents
# takes 0.1-0.7 ms a column so, and 2-9 ms in a column of several values. Whoever has more values than
# columns has the rest in one of that kind.
COLUMNS = {"building": 2, "floor": 2, "tag": 4, "branch": 2, "open": 3}
ABSENT = ""


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(DISTRICT, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(SUBJECT, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(KEY, tokenizer_name="raw", index_option="basic")
    for name in (VERSION, ID_HIGH, ID_LOW):
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field(BREVITY, tokenizer_name="raw", index_option="basic")
    for name in FILTERS:
        builder.add_text_field(f"in_{name}", tokenizer_name="raw", index_option="basic")
        for column in columns(name):
            builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    for field in SEARCHABLE:
        for part in field.kind.parts:
            option = "position" if part == "text" else "basic"
            builder.add_text_field(f"{field.name}_{part}", tokenizer_name=WHITESPACE, index_option=option)
    return builder.build()


def key(district_id: UUID, subject: Subject, id: UUID) -> str:
    """What a document is replaced and deleted by: never an id alone."""
    return f"{district_id.hex}{subject}{id.hex}"


def to_tantivy(district_id: UUID, document: Document) -> tantivy.Document:
    row = tantivy.Document()
    row.add_text(DISTRICT, district_id.hex)
    row.add_text(SUBJECT, document.subject)
    row.add_text(KEY, key(district_id, document.subject, document.id))
    row.add_unsigned(VERSION, document.version)
    row.add_unsigned(ID_HIGH, document.id.int >> 64)
    row.add_unsigned(ID_LOW, document.id.int & (1 << 64) - 1)
    row.add_text(BREVITY, document.brevity)
    for name, tokens in document.tokens.items():
        if tokens:
            row.add_text(name, tokens)
    for name in FILTERS:
        values = document.keywords.get(name, ())
        for value in values:
            row.add_text(f"in_{name}", value)
        for column, value in _in_columns(name, values):
            row.add_text(column, value)
    return row


def columns(name: str) -> tuple[str, ...]:
    """Where the values of a filter are counted: columns of one value, then one of any number."""
    return (*(f"of_{name}_{place}" for place in range(COLUMNS.get(name, 1))), f"of_{name}_more")


def _in_columns(name: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    *single, more = columns(name)
    for place, column in enumerate(single):
        yield column, values[place] if place < len(values) else ABSENT
    for value in values[len(single) :]:
        yield more, value


def id_of(high: int, low: int) -> UUID:
    return UUID(int=(high << 64) | low)
