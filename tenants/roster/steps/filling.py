"""What a row leaves to the rows above it: towers are written once and left blank below; other cells are
repeated only inside true merges, or where the row says so (同上)."""

from collections.abc import MutableMapping

from tenants.roster.cells.text import as_text, folded
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.steps.header import Header

# An area merged over several rows is one sum for all of them: repeated, it would count twice.
NEVER_REPEATED = frozenset({"area", "no"})
_DITTO = frozenset({"同上", "同上行", "同前", "同上一行", "〃", "″", "′′", "“", "”", '"', "''", "DITTO", "↑"})


def repeat_merged(sheet: Sheet, header: Header, end: int) -> None:
    """Writes a merged cell's content into every row it covers; columns are not touched sideways."""
    fields = {column: field for field, column in header.columns.items()}
    for merge in sheet.merges:
        field = fields.get(merge.left)
        if not header.at < merge.top < end or merge.left != merge.right:
            continue
        if field is None or field in NEVER_REPEATED:
            continue
        source = sheet.rows[merge.top] if merge.top < len(sheet.rows) else []
        content: Cell = source[merge.left] if merge.left < len(source) else ""
        for at in range(merge.top + 1, min(merge.bottom + 1, len(sheet.rows))):
            # A row of our own: the layout keeps the one that was read.
            row = [*sheet.rows[at], *[""] * (merge.left + 1 - len(sheet.rows[at]))]
            row[merge.left] = content
            sheet.rows[at] = row


class Above:
    """The place that was written down last, and the last row of a tenant."""

    def __init__(self) -> None:
        self._tower: Cell = ""
        self._floor: Cell = ""
        self.row: dict[str, Cell] = {}

    def enter(self, tower: str | None, floor: str | None) -> None:
        """A section begins; in another tower the floor counts anew."""
        if tower is not None:
            self._tower, self._floor = tower, ""
        if floor is not None:
            self._floor = floor

    def fill(self, cells: MutableMapping[str, Cell]) -> None:
        """Gives the row the tower and the floor that it leaves blank."""
        tower = cells.get("building", "")
        if as_text(tower) and not is_ditto(tower):
            if as_text(tower) != as_text(self._tower):
                self._floor = ""
            self._tower = tower
        cells["building"] = self._tower
        floor = cells.get("floor", "")
        if as_text(floor) and not is_ditto(floor):
            self._floor = floor
        if as_text(self._floor):
            cells["floor"] = self._floor


def is_ditto(cell: Cell) -> bool:
    """Whether the cell says: as above."""
    return isinstance(cell, str) and cell != "" and folded(cell) in _DITTO


def repeat_ditto(cells: MutableMapping[str, Cell], above: Above) -> None:
    """Writes out 同上. Of an area it says that one area is meant for both rows, so there it is a blank."""
    for field, cell in cells.items():
        if is_ditto(cell):
            cells[field] = "" if field in NEVER_REPEATED else above.row.get(field, "")
    above.row = dict(cells)
