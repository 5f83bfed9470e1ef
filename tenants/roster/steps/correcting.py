"""Cells that somebody has put right without touching the file: the answers say what should stand there."""

from collections.abc import Iterable
from typing import Any

from tenants.roster.cells.text import as_text, says_nothing
from tenants.roster.files.sheet import Sheet
from tenants.roster.steps.header import Header


def correct(sheet: Sheet, header: Header, end: int, corrections: Iterable[dict[str, Any]]) -> None:
    """Writes what is right into the cells of a table that still hold what was found, in place."""
    columns = {text: at for at, text in header.texts.items()}
    columns |= {header.headings[name]: at for name, at in header.columns.items()}
    for one in corrections:
        at, column = one["row"] - 1, columns.get(one["column"])
        if one["sheet"] != sheet.name or column is None or not header.at < at < end:
            continue
        row = [*sheet.rows[at], *[""] * (column + 1 - len(sheet.rows[at]))]
        text, found = as_text(row[column]), one["found"]
        if found in text if found else says_nothing(row[column]):
            row[column] = one["right"]
            sheet.rows[at] = row
