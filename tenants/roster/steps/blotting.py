"""Blots out what a sheet must not tell of a person, wherever it stands."""

from collections.abc import Collection

from tenants.roster.cells.identities import SHORTEST, blotted, without_membership
from tenants.roster.files.sheet import Sheet


def blot(sheet: Sheet, rows: range, free_text: Collection[int]) -> int:
    """Blots identity numbers out of every cell of these rows, in place, and Party membership out of the
    columns of free text. Returns how many cells it changed."""
    changed = 0
    for at in rows:
        row = sheet.rows[at]
        for column, cell in enumerate(row):
            if (
                isinstance(cell, str)
                and len(cell) < SHORTEST
                and (column not in free_text or "党" not in cell)
            ):
                continue
            clean = blotted(cell)
            if column in free_text:
                clean = without_membership(clean)
            if clean is not cell:
                row[column] = clean
                changed += 1
    return changed
