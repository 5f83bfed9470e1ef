"""The order of the steps from a file to checked rows. Reads no database: towers are handed in."""

from dataclasses import dataclass, field
from pathlib import Path

from tenants.roster.answers import Answers
from tenants.roster.checked import CheckedRow
from tenants.roster.checking import check_row
from tenants.roster.files.opening import read_file
from tenants.roster.files.sheet import Sheet, Unreadable
from tenants.roster.places import Towers
from tenants.roster.steps.cutting import cut
from tenants.roster.steps.filling import repeat_merged
from tenants.roster.steps.forbidden import without_forbidden
from tenants.roster.steps.header import find_header
from tenants.roster.steps.headings import Headings, with_mapping
from tenants.roster.steps.overlaps import ask_about_overlaps


@dataclass(slots=True)
class Reading:
    """What a file says. `dropped_columns`: headings that must not be kept; `unread_columns`: headings not
    known; `skipped_sheets`: visible sheets without a table of tenants."""

    rows: list[CheckedRow] = field(default_factory=list)
    dropped_columns: list[str] = field(default_factory=list)
    unread_columns: list[str] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)


def read_roster(
    path: Path, towers: Towers, mapping: Path | None = None, answers: Answers | None = None
) -> Reading:
    """Takes a file, the district's towers and what was decided; returns the checked rows in the file's order.

    Raises Unreadable when there is nothing to be read from it, or the mapping is wrong.
    """
    known = with_mapping(mapping)
    reading = Reading()
    found = [_read_sheet(sheet, known, towers, reading) for sheet in read_file(path)]
    if not any(found):
        raise Unreadable("no_header", path.name)
    ask_about_overlaps(reading.rows, answers or Answers())
    return reading


def _read_sheet(sheet: Sheet, known: Headings, towers: Towers, reading: Reading) -> bool:
    header = find_header(sheet, known)
    if header is None:
        reading.skipped_sheets.append(sheet.name)
        return False
    _add_new(reading.dropped_columns, without_forbidden(sheet, header.at))
    _add_new(reading.unread_columns, header.unread)
    repeat_merged(sheet, header)
    reading.rows.extend(check_row(row, towers) for row in cut(sheet, header))
    return True


def _add_new(known: list[str], more: list[str] | tuple[str, ...]) -> None:
    known.extend(text for text in more if text not in known)
