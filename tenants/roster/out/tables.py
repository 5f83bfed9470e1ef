"""A table of a layout while it is written again: what its rows say, read as an import will read them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tenants.models import RosterTable
from tenants.roster.cells.text import as_text
from tenants.roster.checked import CheckedRow
from tenants.roster.checking import check_row
from tenants.roster.files.sheet import Cell
from tenants.roster.places import Towers
from tenants.roster.steps.cutting import Row
from tenants.roster.steps.filling import Above, repeat_ditto
from tenants.roster.steps.sections import read_section

Written = Cell | Decimal


@dataclass(slots=True)
class OutRow:
    """A row to be written; `changed`: the columns that are different from what came in. `head`: 1 for titles,
    2 for headings. `origin` is the number it had."""

    cells: list[Written]
    changed: set[int] = field(default_factory=set)
    head: int = 0
    origin: int | None = None


class Eye:
    """Reads rows one after the other as an import does: what they leave blank, those above have said."""

    def __init__(self, table: "Table", tower: str | None) -> None:
        self._table = table
        self._above = Above()
        self._above.enter(tower, None)

    def section(self, cells: list[Cell]) -> None:
        """A row that only says where the rows below it belong."""
        texts = [text for cell in cells if (text := as_text(cell))]
        section = read_section(texts, self._table.towers)
        if section is not None:
            self._above.enter(section.tower, section.floor)

    def read(self, cells: list[Any], *, keep: bool = True) -> CheckedRow:
        """The row as it would be taken; with `keep` the next one may lean on it."""
        above = self._above if keep else self._above_again()
        found = {
            name: _plain(cells[at]) if at < len(cells) else "" for name, at in self._table.at_field.items()
        }
        above.fill(found)
        repeat_ditto(found, above)
        return check_row(Row(self._table.sheet, 0, found, self._table.headings), self._table.towers)

    def _above_again(self) -> Above:
        other = Above()
        other.__dict__.update(self._above.__dict__)
        return other


def _plain(cell: Any) -> Cell:
    return float(cell) if isinstance(cell, Decimal) else cell


@dataclass
class Table:
    """What a batch remembers of a table, with the district's towers."""

    sheet: str
    columns: list[dict[str, Any]]
    head: list[list[Cell]]
    heading_rows: int
    merges: list[list[int]]
    towers: Towers

    def __post_init__(self) -> None:
        self.at_field: dict[str, int] = {}
        for at, column in enumerate(self.columns):
            if column["field"]:
                self.at_field.setdefault(column["field"], at)
        self.headings = {name: str(self.columns[at]["heading"]) for name, at in self.at_field.items()}

    def eye(self) -> Eye:
        """A reader that stands at the table's first row."""
        return Eye(self, self._tower())

    def _tower(self) -> str | None:
        """The tower that the sheet's name or its titles speak of."""
        found = self.towers.find_in(self.sheet)
        if found is not None or "building" in self.at_field:
            return found
        titles = self.head[: len(self.head) - self.heading_rows]
        texts = [str(cell) for row in titles for cell in row if cell != ""]
        named = {tower for text in texts if (tower := self.towers.find_in(text)) is not None}
        return named.pop() if len(named) == 1 else None


def table_of(stored: RosterTable, towers: Towers) -> Table:
    """The table that a batch remembers."""
    return Table(
        sheet=stored.sheet,
        columns=stored.columns,
        head=[from_json(row) for row in stored.head],
        heading_rows=stored.heading_rows,
        merges=stored.merges,
        towers=towers,
    )


def from_json(cells: list[Any]) -> list[Cell]:
    """Cells as they were before `tenants.roster.layouts.as_json`."""
    return [_day(cell["date"]) if isinstance(cell, dict) else cell for cell in cells]


def _day(text: str) -> Cell:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
