"""The index's fields, from the table of what is searchable; and a document in them."""

from functools import cache
from uuid import UUID

import tantivy

from search.engine import Document
from search.fields import FILTERS, SEARCHABLE, Subject

WHITESPACE = "tokens"
DISTRICT, SUBJECT, KEY, VERSION, BREVITY = "district", "subject", "key", "version", "brevity"
# An id as two numbers, in columns: a thousand ids are read in one go, without fetching documents.
ID_HIGH, ID_LOW = "id_high", "id_low"


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
        builder.add_text_field(f"in_{name}", tokenizer_name="raw", index_option="basic", fast=True)
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
    for name, values in document.keywords.items():
        for value in values:
            row.add_text(f"in_{name}", value)
    return row


def id_of(high: int, low: int) -> UUID:
    return UUID(int=(high << 64) | low)
