"""The rows that an import left out, as a workbook that can be corrected and sent again.

It looks like the file they came from, without the columns that must not be kept; what was filled in from
above is written out, what is wrong is red, and the last column says why. That column (`HINT`) also tells the
reader that the file is a part: nobody is gone or has moved because a row is not in it.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import PatternFill

from tenants.roster.checked import CheckedRow
from tenants.roster.files.sheet import Cell
from tenants.roster.layouts import Layout
from tenants.roster.messages import level_of, spoken
from tenants.roster.plan import RowPlan
from tenants.roster.steps.headings import HINT

_WRONG = PatternFill("solid", start_color="FFC7CE")
# Where the tower or the floor stood in a sheet's name, a title, a section.
_ADDED = {"building": "楼栋", "floor": "楼层"}
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def left_out(rows: Iterable[RowPlan]) -> list[CheckedRow]:
    """The rows that were not taken; those of which somebody decided so are not among them."""
    return [
        each.row
        for each in rows
        if each.verdict in ("refused", "asked") and each.row.number and not each.row.is_left_out
    ]


def left_out_workbook(rows: Iterable[RowPlan], layouts: Iterable[Layout], language: str) -> bytes | None:
    """Takes a plan's rows and the layouts of its file; returns an .xlsx, or None when no row was left out."""
    by_place = {(row.sheet, row.number): row for row in left_out(rows)}
    workbook = Workbook(write_only=True)
    names: set[str] = set()
    for layout in layouts:
        numbers = range(layout.first, layout.first + len(layout.rows))
        bad = [by_place[layout.sheet, at] for at in numbers if (layout.sheet, at) in by_place]
        if bad:
            page = workbook.create_sheet(_name(layout.sheet, names))
            for cells in _lines(page, layout, bad, language):
                page.append(cells)
    if not names:
        return None
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def write_left_out(beside: Path, content: bytes) -> Path:
    """Writes the workbook beside the file that it came from, under a name that is free; returns its path.

    Raises OSError.
    """
    number = 1
    while True:
        path = beside.with_name(f"{beside.stem}-未导入{'' if number == 1 else f'-{number}'}.xlsx")
        try:
            with path.open("xb") as stream:
                stream.write(content)
            return path
        except FileExistsError:
            number += 1


def _name(sheet: str, taken: set[str]) -> str:
    bare = sheet.translate(_NOT_IN_NAMES).strip("' ")[:_LONGEST_NAME] or "台账"
    name, number = bare, 1
    while name in taken:
        number += 1
        name = f"{bare[: _LONGEST_NAME - 3]} {number}"
    taken.add(name)
    return name


def _lines(page: Any, layout: Layout, bad: list[CheckedRow], language: str) -> Iterator[list[Any]]:
    kept = [at for at, column in enumerate(layout.columns) if not column.get("dropped")]
    own = set(layout.fields.values())
    added = [name for name in _ADDED if name not in own and any(name in row.filled for row in bad)]
    for place, row in enumerate(layout.head):
        last = place == len(layout.head) - 1
        headings = [*(_ADDED[name] for name in added), HINT] if last else []
        yield [*(_cell(page, row[at] if at < len(row) else "") for at in kept), *headings]
    for checked in bad:
        row = layout.rows[checked.number - layout.first]
        wrong = {problem.column for problem in checked.problems if level_of(problem) != "noted"}
        line = []
        for at in kept:
            name = layout.fields.get(at)
            cell = checked.filled.get(name, "") if name else ""
            cell = cell or (row[at] if at < len(row) else "")
            line.append(_cell(page, cell, red=layout.columns[at]["heading"] in wrong))
        extra = [_cell(page, checked.filled.get(name, "")) for name in added]
        why = "；".join(
            spoken(problem.code, language, found=problem.found, right=problem.right)
            for problem in checked.problems
        )
        yield [*line, *extra, _cell(page, why)]


def _cell(page: Any, content: Cell, *, red: bool = False) -> Any:
    if isinstance(content, str):
        content = ILLEGAL_CHARACTERS_RE.sub("", content)
    value: Any = content if content != "" else None
    cell = WriteOnlyCell(page, value)
    if isinstance(content, str) and content:
        cell.data_type = "s"  # what begins with = is no formula of ours
    if red:
        cell.fill = _WRONG
    return cell
