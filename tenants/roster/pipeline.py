"""The order of the steps from a file to checked rows. Reads no database: towers are handed in."""

from dataclasses import dataclass, field
from pathlib import Path

from tenants.roster.answers import Answers
from tenants.roster.checked import CheckedRow
from tenants.roster.checking import check_row
from tenants.roster.files.opening import read_file
from tenants.roster.files.sheet import Sheet, Unreadable
from tenants.roster.layouts import Layout, layout_of
from tenants.roster.places import Towers
from tenants.roster.progress import Progress
from tenants.roster.steps.blotting import blot
from tenants.roster.steps.correcting import correct
from tenants.roster.steps.cutting import cut
from tenants.roster.steps.filling import Above, repeat_merged
from tenants.roster.steps.forbidden import drop, telling_columns
from tenants.roster.steps.header import Header, find_headers
from tenants.roster.steps.headings import HINT, with_mapping
from tenants.roster.steps.overlaps import ask_about_overlaps
from tenants.roster.steps.void import is_void
from tenants.roster.together import Standing, nobody_stands

TOLD_EVERY = 500


@dataclass(slots=True)
class Reading:
    """What a file says. `dropped_columns`: headings that must not be kept; `unread_columns`: headings not
    known; `skipped_sheets`: visible sheets without a table of tenants, or void; `blotted`: how many cells
    told of a person what must not be kept; `is_part`: rows that an import left out, not whole towers."""

    rows: list[CheckedRow] = field(default_factory=list)
    dropped_columns: list[str] = field(default_factory=list)
    unread_columns: list[str] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    blotted: int = 0
    is_part: bool = False


def read_roster(
    path: Path,
    towers: Towers,
    mapping: Path | None = None,
    answers: Answers | None = None,
    standing: Standing = nobody_stands,
    progress: Progress | None = None,
) -> Reading:
    """Takes a file, the district's towers and what was decided; returns the checked rows in the file's order.

    Raises Unreadable when there is nothing to be read from it, or the mapping is wrong.
    """
    progress = progress or Progress()
    progress.begin("open")
    known = with_mapping(mapping)
    reading = Reading()
    sheets = read_file(path)
    answers = answers or Answers()
    progress.begin("tables")
    tables = [find_headers(sheet, known) for sheet in sheets]
    progress.begin("cells", sum(len(sheet.rows) for sheet in sheets))
    found = [
        _read_sheet(sheet, headers, towers, reading, answers, progress)
        for sheet, headers in zip(sheets, tables, strict=True)
    ]
    if not any(found):
        raise Unreadable("no_header", path.name)
    ask_about_overlaps(reading.rows, answers, standing)
    return reading


def _read_sheet(
    sheet: Sheet,
    headers: list[Header],
    towers: Towers,
    reading: Reading,
    answers: Answers,
    progress: Progress,
) -> bool:
    if not headers or is_void(sheet, headers[0].top):
        reading.skipped_sheets.append(sheet.name)
        return False
    above = Above()
    above.enter(_tower_of(sheet, headers[0], towers), None)
    starts = [0, *(header.top for header in headers[1:])]
    ends = [*starts[1:], len(sheet.rows)]
    for header, start, end in zip(headers, starts, ends, strict=True):
        correct(sheet, header, end, answers.corrections)
        _read_table(sheet, header, start, end, towers, above, reading, progress)
    return True


def _read_table(
    sheet: Sheet,
    header: Header,
    start: int,
    end: int,
    towers: Towers,
    above: Above,
    reading: Reading,
    progress: Progress,
) -> None:
    body = range(header.at + 1, end)
    beside = header.texts.keys() - {
        column for name, column in header.columns.items() if name not in ("note", "staff")
    }
    telling = telling_columns(sheet, sorted(beside - set(header.forbidden)), body)
    dropped = sorted({*header.forbidden, *telling})
    drop(sheet, dropped, range(header.top, end))
    reading.blotted += blot(sheet, range(start, end), beside)
    names = [header.texts[column] for column in dropped]
    _add_new(reading.dropped_columns, names)
    _add_new(reading.unread_columns, [text for text in header.unread if text not in (*names, HINT)])
    reading.is_part = reading.is_part or HINT in header.texts.values()
    layout = layout_of(sheet, header, start, end, dropped)
    reading.layouts.append(layout)
    repeat_merged(sheet, header, end)
    for row in cut(sheet, header, end, towers, above, layout.kinds):
        checked = check_row(row, towers)
        checked.filled = layout.filled(row.number, row.cells)
        reading.rows.append(checked)
        if len(reading.rows) % TOLD_EVERY == 0:
            progress.more(TOLD_EVERY)


def _tower_of(sheet: Sheet, header: Header, towers: Towers) -> str | None:
    """The tower that the sheet's name or its titles speak of, where no column does."""
    found = towers.find_in(sheet.name)
    if found is not None or "building" in header.columns:
        return found
    titles = [str(cell) for row in sheet.rows[: header.top] for cell in row if cell]
    named = {tower for text in titles if (tower := towers.find_in(text)) is not None}
    return named.pop() if len(named) == 1 else None


def _add_new(known: list[str], more: list[str]) -> None:
    known.extend(text for text in more if text not in known)
