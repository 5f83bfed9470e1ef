"""The open district: every statement on a district's data runs inside `scope(district)`.

The scope is a transaction with `SET LOCAL app.district_id`; row-level security reads that setting.
A `SET LOCAL` *statement*, not `set_config()`: only a statement is passed on to the workers of a
distributed database. The value is a UUID of ours, so it needs no quoting beyond its own form.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction


class OutsideScope(RuntimeError):
    """A statement on a district's table was about to run with no district open."""


class ScopeSwitch(RuntimeError):
    """A second district was to be opened inside an open one."""


def _uuid(row: Any) -> UUID:
    return row if isinstance(row, UUID) else UUID(str(row.pk))


def current_district_id() -> UUID:
    """The open district. Raises OutsideScope when there is none."""
    district_id = connection.district_id  # type: ignore[attr-defined]
    if district_id is None:
        raise OutsideScope("No district is open here: use `with scope(district):`.")
    return district_id


@contextmanager
def _setting(name: str, attribute: str, value: UUID) -> Iterator[None]:
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL app.{name} = '{value}'")
        setattr(connection, attribute, value)
        try:
            yield
        finally:
            setattr(connection, attribute, None)
        if nested:  # a released savepoint keeps its SET LOCAL; a rolled back one undoes it
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL app.{name} = ''")


@contextmanager
def scope(district: Any) -> Iterator[None]:
    """Open a district (a `District` or its id) for reading and writing, in one transaction.

    Opening the same district again inside is harmless. Raises ScopeSwitch for another one.
    """
    wanted = _uuid(district)
    if connection.district_id is not None:  # type: ignore[attr-defined]
        if connection.district_id != wanted:  # type: ignore[attr-defined]
            raise ScopeSwitch("Another district is open; close it first.")
        yield
        return
    with _setting("district_id", "district_id", wanted):
        yield


@contextmanager
def account_scope(account: Any) -> Iterator[None]:
    """Let an account read its own mandates, in whichever districts they are, and nothing else."""
    with _setting("account_id", "account_id", _uuid(account)):
        yield


def stream(district: Any, rows: Callable[[], Iterable[Any]]) -> Iterator[Any]:
    """Yield `rows()` in a scope of its own.

    For answers that are read after the request's own transaction has ended: a cursor read then
    would see no rows, and say nothing. What is streamed is long by nature, so its statements may be.
    """
    with scope(district):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        yield from rows()
