"""Cuts a sheet into rows: from here on there are fields, no columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.steps.filling import FillDown
from tenants.roster.steps.header import Header, repeats_header
from tenants.roster.steps.leftovers import leftover


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: `number` from 1 as the spreadsheet shows it, `cells` by field."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    headings: dict[str, str]
    is_sum: bool = False


def cut(sheet: Sheet, header: Header) -> Iterator[Row]:
    """Yields the rows of tenants and units, and the subtotals; blank, signature and header rows are gone."""
    fill_down = FillDown()
    for at in range(header.at + 1, len(sheet.rows)):
        line = sheet.rows[at]
        if repeats_header(line, header):
            continue
        cells = {
            field: line[column] if column < len(line) else "" for field, column in header.columns.items()
        }
        kind = leftover(cells, next((cell for cell in line if as_text(cell)), ""))
        if kind == "signature":
            continue
        if kind != "sum":
            cells["building"] = fill_down(cells.get("building", ""))
        if kind != "blank":
            yield Row(sheet.name, at + 1, cells, header.headings, is_sum=kind == "sum")
