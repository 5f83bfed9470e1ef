"""Merged cells of a layout's lines: what they say on the way in, and where they stand on the way out."""

from collections.abc import Sequence

from tenants.roster.files.sheet import Cell
from tenants.roster.steps.filling import NEVER_REPEATED

from .tables import OutRow, Table

Range = tuple[int, int, int, int]  # top, left, bottom, right: numbers of rows, columns from 0


class Merged:
    """The merged ranges of a table's lines by the numbers that the rows had."""

    def __init__(self, table: Table, first: int) -> None:
        head = len(table.head)
        self._ranges: list[Range] = [
            (top - head + first, left, bottom - head + first, right)
            for top, left, bottom, right in table.merges
            if top >= head
        ]
        fields = {at: name for name, at in table.at_field.items()}
        self._repeated = [
            one
            for one in self._ranges
            if one[1] == one[3] and fields.get(one[1]) not in (None, *NEVER_REPEATED)
        ]
        self._said: dict[Range, Cell] = {}

    @property
    def has_any(self) -> bool:
        """Whether there is anything to merge again."""
        return bool(self._ranges)

    def said(self, number: int, cells: list[Cell]) -> list[Cell]:
        """The row's cells with what the merges it lies in say; rows come in their order."""
        filled = cells
        for one in self._repeated:
            top, column, bottom, _ = one
            if number == top:
                self._said[one] = cells[column] if column < len(cells) else ""
            elif top < number <= bottom:
                filled = [*filled, *[""] * (column + 1 - len(filled))]
                filled[column] = self._said.get(one, "")
        return filled

    def again(self, rows: Sequence[tuple[int, OutRow]]) -> list[Range]:
        """The ranges that can be merged again: all their rows are there, in a row, and say the same.

        Takes the table's rows with the numbers they have got.
        """
        now = {row.origin: (number, row) for number, row in rows if row.origin is not None}
        again: list[Range] = []
        for top, left, bottom, right in self._ranges:
            places = [now.get(number) for number in range(top, bottom + 1)]
            if None in places:
                continue
            numbers = [place[0] for place in places if place]
            if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
                continue
            cells = [row.cells[left : right + 1] for _, row in (place for place in places if place)]
            texts = {cell for row in cells for cell in row if cell != ""}
            if len(texts) <= 1:
                again.append((numbers[0], left, numbers[-1], right))
        return again
