"""Writes tables as a workbook, row by row, never whole in memory."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from .merged import Merged
from .tables import OutRow, Table

YELLOW = PatternFill("solid", fgColor="FFFF00")
GREY = PatternFill("solid", fgColor="E8ECEB")
_LINE = Side(style="thin", color="C9CFCD")
THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
BOLD, TITLE = Font(bold=True), Font(bold=True, size=14)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
# In characters; a column of no field is as wide as its heading asks for.
WIDTHS = {
    "no": 6,
    "name": 34,
    "uscc": 22,
    "building": 10,
    "floor": 8,
    "units": 18,
    "area": 11,
    "format": 14,
    "person": 11,
    "phone": 16,
    "contact": 22,
    "from": 13,
    "contract_to": 13,
    "term": 26,
    "note": 24,
}
NARROW = 2
# What Excel takes for the name of a sheet.
LONGEST_SHEET = 31
Body = Iterable[tuple[OutRow, Merged | None]]


def write_book(path: Path, tables: Iterable[tuple[Table, Body]]) -> None:
    """Writes the tables, those of one sheet one beneath the other, in their order."""
    book = Workbook(write_only=True)
    page: Any = None
    number, name = 0, None
    for table, body in tables:
        if table.sheet != name:
            page, number, name = _page(book, table), 0, table.sheet
        number = _table(page, table, body, number)
    if page is None:
        book.create_sheet()
    book.save(path)


def _page(book: Workbook, table: Table) -> Any:
    page = book.create_sheet(table.sheet[:LONGEST_SHEET])
    page.freeze_panes = f"A{len(table.head) + 1}"
    for at, column in enumerate(table.columns):
        wide = WIDTHS.get(column["field"] or "", 0) or max(9, 2 * len(column["heading"]) + 2)
        page.column_dimensions[get_column_letter(at + 1)].width = NARROW if column.get("dropped") else wide
    return page


def _table(page: Any, table: Table, body: Body, number: int) -> int:
    """Returns the number of the last row."""
    start = number + 1
    for row in head_of(table):
        number += 1
        page.append(list(_cells(page, row)))
    for top, left, bottom, right in table.merges:
        if bottom < len(table.head):
            _merge(page, start + top, left, start + bottom, right)
    merged: Merged | None = None
    places: list[tuple[int, OutRow]] = []
    for row, merged in body:
        number += 1
        if merged is not None and merged.has_any:
            places.append((number, row))
        page.append(list(_cells(page, row)))
    for one in merged.again(places) if merged else ():
        _merge(page, *one)
    return number


def head_of(table: Table) -> Iterator[OutRow]:
    """What stands above the rows: titles, then headings."""
    titles = len(table.head) - table.heading_rows
    for at, cells in enumerate(table.head):
        yield OutRow(list(cells), head=1 if at < titles else 2)


def _merge(page: Any, top: int, left: int, bottom: int, right: int) -> None:
    page.merged_cells.ranges.add(CellRange(min_col=left + 1, min_row=top, max_col=right + 1, max_row=bottom))


def _cells(page: Any, row: OutRow) -> Iterator[Any]:
    for at, value in enumerate(row.cells):
        if (value is None or value == "") and at not in row.changed and row.head != 2:
            yield None
            continue
        cell = WriteOnlyCell(page, _kept(value))
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with = is a name
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        if isinstance(value, Decimal):
            cell.number_format = "0.00##"
        if row.head == 1:
            cell.font, cell.alignment = TITLE, MIDDLE
        elif row.head == 2:
            cell.font, cell.alignment, cell.fill, cell.border = BOLD, MIDDLE, GREY, THIN
        if at in row.changed:
            cell.fill = YELLOW
        yield cell


def _kept(value: Any) -> Any:
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
