"""How documents are made, whatever they are of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from search.engine import Document
from search.fields import SEARCHABLE, Kind, Subject
from tenants.isolation.scope import scope
from tenants.reading.codes import code_tokens
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.tokens import index_tokens, text_tokens

Row = TypeVar("Row", bound=Any)
# Told of a row whose document cannot be made, and why.
Unmade = Callable[[UUID, Exception], None]


@contextmanager
def snapshot(district_id: UUID) -> Iterator[None]:
    """A district's scope in which every statement sees the same moment, so that a document's version and
    its content belong together. Opens a transaction of its own: not inside another scope."""
    with scope(district_id):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def made(rows: Iterable[Row], make: Callable[[Row], Document], unmade: Unmade | None) -> list[Document]:
    """A document of each row. With `unmade` one that cannot be made is told there and left out; without,
    it raises."""
    documents = []
    for row in rows:
        try:
            documents.append(make(row))
        except Exception as error:
            if unmade is None:
                raise
            unmade(row.id, error)
    return documents


def grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def tokens_of(
    subject: Subject, texts: dict[str, list[str]], readings: Readings = LOCAL_READINGS
) -> dict[str, str]:
    """The tokens of a subject's fields that are made of texts, by index field, as the district reads them."""
    found: dict[str, list[str]] = defaultdict(list)
    for field in SEARCHABLE:
        if field.subject is not subject:
            continue
        for text in texts.get(field.name, ()):
            if field.kind is Kind.TEXT:
                found[f"{field.name}_text"] += text_tokens(text)
            elif field.kind is Kind.CODE:
                found[f"{field.name}_fragments"] += code_tokens(text)
            elif text:
                tokens = index_tokens(text, readings)
                for part in field.kind.parts:
                    found[f"{field.name}_{part}"] += getattr(tokens, part)
    return {name: " ".join(tokens) for name, tokens in found.items() if tokens}


def once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
