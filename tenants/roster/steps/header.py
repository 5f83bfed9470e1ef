"""Finds the row of headings under whatever titles stand above it."""

from dataclasses import dataclass

from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.steps.forbidden import is_forbidden
from tenants.roster.steps.headings import Headings, heading_key

# Titles, dates of report, notes to the reader: nobody has been seen to write more than this above a table.
SEARCHED_ROWS = 40
# A title may by chance hold one known word; a table of tenants has at least these.
FEWEST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Header:
    """`at` is the index of the row; `columns` gives each field its column's index, `headings` its heading."""

    at: int
    columns: dict[str, int]
    headings: dict[str, str]
    unread: tuple[str, ...]


def find_header(sheet: Sheet, known: Headings) -> Header | None:
    """The first row with a heading for the name or the unit among at least three known ones, or None."""
    for at, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        header = _read(at, row, known)
        if len(header.columns) >= FEWEST_FIELDS and header.columns.keys() & {"name", "units"}:
            return header
    return None


def repeats_header(row: list[Cell], header: Header) -> bool:
    """Whether the header stands here again, as on every printed page."""
    again = [row[at] for field, at in header.columns.items() if at < len(row) and as_text(row[at])]
    own = set(header.headings.values())
    return len(again) >= FEWEST_FIELDS and all(as_text(cell) in own for cell in again)


def _read(at: int, row: list[Cell], known: Headings) -> Header:
    best: dict[str, tuple[int, int]] = {}
    unread: list[str] = []
    for column, cell in enumerate(row):
        text = as_text(cell)
        if not text or is_forbidden(cell):
            continue
        entry = known.get(heading_key(cell))
        if entry is None:
            unread.append(text)
            continue
        field, rank = entry
        if field not in best or rank < best[field][0]:
            best[field] = (rank, column)
    columns = {field: column for field, (_, column) in best.items()}
    headings = {field: as_text(row[column]) for field, column in columns.items()}
    return Header(at, columns, headings, tuple(unread))
