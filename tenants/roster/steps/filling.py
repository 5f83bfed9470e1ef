"""Towers are written once and left blank below; other cells are repeated only inside true merges."""

from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.steps.header import Header

# An area merged over several rows is one sum for all of them: repeated, it would count twice.
_NEVER_REPEATED = frozenset({"area", "no"})


def repeat_merged(sheet: Sheet, header: Header) -> None:
    """Writes a merged cell's content into every row it covers, in place; columns are not touched sideways."""
    fields = {column: field for field, column in header.columns.items()}
    for merge in sheet.merges:
        field = fields.get(merge.left)
        if merge.top <= header.at or merge.left != merge.right or field is None or field in _NEVER_REPEATED:
            continue
        source = sheet.rows[merge.top] if merge.top < len(sheet.rows) else []
        content: Cell = source[merge.left] if merge.left < len(source) else ""
        for row in sheet.rows[merge.top + 1 : merge.bottom + 1]:
            row.extend([""] * (merge.left + 1 - len(row)))
            row[merge.left] = content


class FillDown:
    """Carries the last tower that was written down to the rows below that leave it blank."""

    def __init__(self) -> None:
        self._last: Cell = ""

    def __call__(self, cell: Cell) -> Cell:
        """Takes the tower's cell of the next row, returns what is meant."""
        if as_text(cell):
            self._last = cell
        return self._last
