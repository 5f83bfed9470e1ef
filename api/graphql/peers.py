"""Rows read together ask together.

Every page, list or batch of rows is a group of *peers*. A resolver that needs something for its row
asks `load`, which reads it once for all peers; what was read is again a group of peers. So a list of
20 costs as many statements as a list of 2, however deep the question goes, without a word about it
in the query and without an event loop.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from tenants.isolation.scope import current_district_id

ATTRIBUTE = "_peers"
ABSENT = object()
Row = TypeVar("Row")


class Peers:
    """Rows that were read together, and what was found for them since."""

    __slots__ = ("answers", "rows")

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self.answers: dict[Hashable, Any] = {}


def together(rows: Iterable[Row]) -> list[Row]:
    """Make these rows peers of each other. Returns them as a list, in their order."""
    given = list(rows)
    group = Peers(list({id(row): row for row in given}.values()))
    for row in group.rows:
        setattr(row, ATTRIBUTE, group)
    return given


def load(row: Any, what: Hashable, read: Callable[[list[Any]], dict[Any, Any]], default: Any = None) -> Any:
    """What `read` finds for a row: a value, a row, or a list of rows.

    `read` gets all peers and returns `{row.pk: found}`. `what` names the question, arguments
    included: each is asked once per group.
    """
    group: Peers | None = getattr(row, ATTRIBUTE, None)
    if group is None:
        together([row])
        group = getattr(row, ATTRIBUTE)
    found = group.answers.get(what, ABSENT)
    if found is ABSENT:
        found = group.answers[what] = read(list(group.rows))
        together(_rows_in(found.values()))
    return found.get(row.pk, default)


def _rows_in(values: Iterable[Any]) -> Iterable[Model]:
    for value in values:
        if isinstance(value, Model):
            yield value
        elif isinstance(value, list):
            yield from _rows_in(value)


def follow(row: Any, field: str) -> Any:
    """The row a foreign key points to, or None."""
    if getattr(row, f"{field}_id") is None:
        return None

    def read(rows: list[Any]) -> dict[UUID, Any]:
        known = {r.pk: getattr(r, field) for r in rows if field in r._state.fields_cache}
        asking = [r for r in rows if r.pk not in known]
        model = row._meta.get_field(field).related_model
        found = by_id(model._default_manager.all(), {getattr(r, f"{field}_id") for r in asking} - {None})
        return known | {r.pk: found.get(getattr(r, f"{field}_id")) for r in asking}

    return load(row, ("follow", field), read)


def by_id(rows: QuerySet[Any], ids: Iterable[UUID]) -> dict[UUID, Any]:
    """Those of the rows with one of these ids, in the open district, by id."""
    wanted = list(ids)
    if not wanted:
        return {}
    return {row.pk: row for row in rows.filter(district=current_district_id(), pk__in=wanted)}


def listed(rows: Iterable[Any], owner: str) -> dict[UUID, list[Any]]:
    """Rows gathered by the id in their column `owner`, in their order."""
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, owner), []).append(row)
    return found
