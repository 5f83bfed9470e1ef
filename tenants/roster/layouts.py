"""How a file is laid out, as far as it must be remembered to give it back: `RosterTable`, `RosterLines`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.steps.header import Header
from tenants.roster.steps.headings import HINT

# Columns whose content is kept with the batch's row and nowhere else.
BESIDE = (None, "note", "staff", "status")
# Kept once, where they are masked and whoever sees them is written down.
_NOT_KEPT = frozenset({"person", "phone", "contact"})


@dataclass(slots=True)
class Layout:
    """One table. `rows` are those below the head, as they were read; `first` is the number of the first.

    `kinds`: by number what a row is that is neither tenant nor unit. The rest is as `RosterTable` says.
    """

    sheet: str
    head: list[list[Cell]]
    heading_rows: int
    merges: list[list[int]]
    columns: list[dict[str, Any]]
    rows: list[list[Cell]]
    first: int
    fields: dict[int, str]
    kinds: dict[int, str] = field(default_factory=dict)

    def kept(self, row: list[Cell]) -> list[Any]:
        """The row's cells as they are remembered, in JSON's words."""
        cells = [
            "" if self.fields.get(column) in _NOT_KEPT else as_json(cell) for column, cell in enumerate(row)
        ]
        while cells and cells[-1] == "":
            cells.pop()
        return cells

    def filled(self, number: int, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        """What of the cells of a row, as read, does not stand in the row itself."""
        row = self.rows[number - self.first]
        own = {name: row[column] for column, name in self.fields.items() if column < len(row)}
        return {name: cell for name, cell in cells.items() if cell != own.get(name, "") and as_text(cell)}

    def beside(self, row: list[Cell]) -> dict[str, str]:
        """What of the row has no field of its own, by heading."""
        return {
            column["heading"]: as_text(row[at]) if at < len(row) else ""
            for at, column in enumerate(self.columns)
            if column["heading"] and column["field"] in BESIDE and column["heading"] != HINT
        }


def layout_of(sheet: Sheet, header: Header, start: int, end: int, dropped: list[int]) -> Layout:
    """Takes a table whose titles begin at row index `start` and which ends before `end`, once the columns
    that must not be kept (`dropped`) are blank and before anything is filled in."""
    fields = {column: name for name, column in header.columns.items()}
    columns = []
    for at in range(max(header.texts, default=-1) + 1):
        if at in dropped:
            columns.append({"heading": "", "field": None, "dropped": True})
        else:
            columns.append({"heading": header.texts.get(at, ""), "field": fields.get(at)})
    return Layout(
        sheet=sheet.name,
        head=sheet.rows[start : header.at + 1],
        heading_rows=header.at - header.top + 1,
        merges=[
            [merge.top - start, merge.left, merge.bottom - start, merge.right]
            for merge in sheet.merges
            if start <= merge.top and merge.bottom < end
        ],
        columns=columns,
        rows=sheet.rows[header.at + 1 : end],
        first=header.at + 2,
        fields=fields,
    )


def as_json(cell: Cell) -> Any:
    """A cell as JSON holds it: a day is `{"date": "2025-03-01"}`."""
    if isinstance(cell, datetime):
        midnight = cell.time() == time.min
        return {"date": cell.date().isoformat() if midnight else cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    return cell
