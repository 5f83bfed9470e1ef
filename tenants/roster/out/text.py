"""Writes a table as CSV, for whoever keeps the roster as one. What has changed is not to be seen in it."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tenants.roster.files.sheet import Unreadable

from .book import Body, head_of
from .tables import Table


def write_text(path: Path, tables: Iterable[tuple[Table, Body]]) -> None:
    """UTF-8 with the mark by which Excel knows it. Raises Unreadable ("csv_one_table") for several tables."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        for at, (table, body) in enumerate(tables):
            if at:
                raise Unreadable("csv_one_table", path.name)
            for row in head_of(table):
                lines.writerow([_text(cell) for cell in row.cells])
            for row, _merged in body:
                lines.writerow([_text(cell) for cell in row.cells])


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell)
