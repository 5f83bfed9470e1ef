"""Pages by key: rows after or before a position, found by the index and never by counting.

`(sort_key, id) > (a, b)` is one condition of a btree index, also beneath row-level security: 0.07 ms
at any depth, where OFFSET reads all that it skips and the OR form of the same condition scans.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.fields import Field


class Beyond(Func):
    """`(a, b) > (x, y)` (or `<`): a row comparison as a condition."""

    output_field = BooleanField()
    conditional = True
    arity = None

    def __init__(
        self, columns: Sequence[str], values: Sequence[Any], *, operator: str, inclusive: bool
    ) -> None:
        super().__init__(*[F(column) for column in columns], *[Value(value) for value in values])
        self.half = len(columns)
        self.comparison = f"{operator}=" if inclusive else operator

    def as_sql(self, compiler: Any, connection: Any, **options: Any) -> Any:  # type: ignore[override]
        parts, params = [], []
        for index, expression in enumerate(self.source_expressions):
            sql, given = compiler.compile(expression)
            if index >= self.half:
                sql = f"{sql}::{self.source_expressions[index - self.half].output_field.db_type(connection)}"
            parts.append(sql)
            params.extend(given)
        here, there = ", ".join(parts[: self.half]), ", ".join(parts[self.half :])
        return f"(({here}) {self.comparison} ({there}))", params


@dataclass(frozen=True)
class Order:
    """An order of a list: columns that together are unique, all ascending or all descending.

    `name` goes into cursors, so that a cursor of another order is refused and not misread.
    """

    name: str
    columns: tuple[str, ...]
    descending: bool = False

    def sorted(self, rows: QuerySet[Any], *, backward: bool = False) -> QuerySet[Any]:
        sign = "-" if self.descending != backward else ""
        return rows.order_by(*[f"{sign}{column}" for column in self.columns])

    def beyond(self, values: Sequence[Any], *, forward: bool, inclusive: bool = False) -> Q:
        """The rows after (forward) or before a position, in this order."""
        operator = ">" if forward != self.descending else "<"
        condition = Q(Beyond(self.columns, values, operator=operator, inclusive=inclusive))
        if any("__" in column for column in self.columns):
            # Over two tables a row comparison is no index condition, its first column alone is one.
            condition &= Q(**{f"{self.columns[0]}__{'gte' if operator == '>' else 'lte'}": values[0]})
        return condition

    def position(self, row: Any) -> list[Any]:
        """Where a row stands: its values in the columns."""
        values = []
        for column in self.columns:
            value = row
            for step in column.split("__"):
                value = getattr(value, step)
            values.append(value)
        return values

    def cursor(self, row: Any) -> str:
        """A row's position as an opaque text."""
        return urlsafe_b64encode(orjson.dumps([self.name, *self.position(row)])).decode().rstrip("=")

    def read(self, cursor: str, rows: QuerySet[Any]) -> list[Any] | None:
        """The position a cursor names, or None for what is no cursor of this order."""
        try:
            raw = orjson.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        except (Error, ValueError):
            return None
        if not isinstance(raw, list) or len(raw) != len(self.columns) + 1 or raw[0] != self.name:
            return None
        return _typed(raw[1:], [_field(rows, column) for column in self.columns])


def _field(rows: QuerySet[Any], column: str) -> Any:
    model: Any = rows.model
    *steps, last = column.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    field = model._meta.get_field(last)
    return field.output_field if field.generated else field


def _typed(values: list[Any], fields: list[Field]) -> list[Any] | None:
    typed = []
    for value, field in zip(values, fields, strict=True):
        if not isinstance(value, str | int) or isinstance(value, bool) or "\0" in str(value):
            return None
        try:
            typed.append(field.to_python(value))
            field.run_validators(typed[-1])  # a number that fits its column
        except (ValidationError, TypeError, ValueError, OverflowError):
            return None
        if not isinstance(typed[-1], str | int | UUID | date | datetime):
            return None
    return typed
