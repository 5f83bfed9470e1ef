"""Columns that follow from others of their row by a table that changes, and so without any act of their own.

What an act remembers of them may be out of date by the time it is taken back: undo does not compare them, and
works them out anew where it puts a row back.
"""

from collections.abc import Callable
from typing import Any

WORKED_OUT: dict[str, tuple[frozenset[str], Callable[[Any], dict[str, Any]]]] = {}


def worked_out(label: str, *columns: str) -> Callable[[Callable[[Any], dict[str, Any]]], Any]:
    """Register a function from a row of the model (`app.Model`) to these columns of it."""

    def register(function: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
        WORKED_OUT[label] = (frozenset(columns), function)
        return function

    return register


def columns_of(label: str) -> frozenset[str]:
    return WORKED_OUT[label][0] if label in WORKED_OUT else frozenset()


def values_of(row: Any) -> dict[str, Any]:
    """These columns as they are to be now; nothing where the model has none."""
    _columns, function = WORKED_OUT.get(row._meta.label, (None, None))
    return function(row) if function else {}
