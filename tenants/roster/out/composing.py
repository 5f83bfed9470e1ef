"""Writes a row again: what is still so stays as it was written, what has changed is written anew."""

from collections.abc import Collection
from typing import Any

from tenants.roster.checked import CheckedRow
from tenants.roster.files.sheet import Cell
from tenants.roster.layouts import BESIDE

from .saying import Saying, tests_for
from .tables import Eye, OutRow, Table

# A company's first row says these for all of its rows; another row may say nothing, or something that the
# import did not take, and stays as it is unless the thing itself has changed since.
_OF_THE_COMPANY = ("uscc", "format")
# What a row keeps when another company, or nobody, is where it speaks of.
_OF_THE_PLACE = frozenset({"no", "building", "floor", "units"})
_ALWAYS = ("name", "uscc", "format", "building", "floor", "units", "area", "from", "contract_to", "term")


def rewritten(
    table: Table,
    cells: list[Cell],
    before: CheckedRow,
    saying: Saying,
    eye: Eye,
    changed_since: Collection[str],
) -> OutRow:
    """The row of `cells`, which read as `before`, saying what it ought to. `changed_since`: what of the
    company is known to have changed."""
    row = OutRow(_padded(cells, table))
    for field, says in tests_for(saying).items():
        at = table.at_field.get(field)
        if at is None or says(before, saying):
            continue
        if field in _OF_THE_COMPANY and field not in changed_since and _leans(before, field):
            continue
        if field == "term" and {"from", "contract_to"} <= table.at_field.keys():
            continue
        _write(table, row, field, saying)
        row.changed.add(at)
        if field == "units" and "floor" in table.at_field:
            _write(table, row, "floor", saying)
    return _until_it_says_so(table, row, saying, eye)


def replaced(table: Table, cells: list[Cell], saying: Saying, eye: Eye) -> OutRow:
    """The row of `cells` with another company, or nobody, in its place."""
    kept = [
        cell if at < len(table.columns) and table.columns[at]["field"] in _OF_THE_PLACE else ""
        for at, cell in enumerate(cells)
    ]
    row = OutRow(_padded(kept, table))
    for field in ("name", "uscc", "format", "area", "from", "contract_to", "term"):
        if field in table.at_field:
            _write(table, row, field, saying)
    was = _padded(cells, table)
    row.changed = {at for at, cell in enumerate(row.cells) if cell != was[at]}
    row = _until_it_says_so(table, row, saying, eye)
    return row


def new(table: Table, saying: Saying, eye: Eye, beside: list[Cell] | None = None) -> OutRow:
    """A row that did not come in; where it is split off another one, it says `beside` what that one says."""
    row = OutRow(_padded([], table))
    for at, cell in enumerate(beside or ()):
        if at < len(table.columns) and table.columns[at]["field"] in BESIDE:
            row.cells[at] = cell
    for field in _ALWAYS:
        if field in table.at_field:
            _write(table, row, field, saying)
    row.changed = {at for at, column in enumerate(table.columns) if not column.get("dropped")}
    return _until_it_says_so(table, row, saying, eye)


def _leans(before: CheckedRow, field: str) -> bool:
    return field == "format" or getattr(before, field) is None


def _until_it_says_so(table: Table, row: OutRow, saying: Saying, eye: Eye) -> OutRow:
    """A blank or a 同上 may have come to lean on another row than it did; then it is written out."""
    read = eye.read(row.cells, keep=False)
    for field, says in tests_for(saying).items():
        if field in table.at_field and field not in _OF_THE_COMPANY and not says(read, saying):
            _write(table, row, field, saying)
    eye.read(row.cells)
    return row


def _write(table: Table, row: OutRow, field: str, saying: Saying) -> None:
    row.cells[table.at_field[field]] = saying.cell(field)


def _padded(cells: list[Cell], table: Table) -> list[Any]:
    return [*cells, *[""] * (len(table.columns) - len(cells))]
