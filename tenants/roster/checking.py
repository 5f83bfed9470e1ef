"""Reads every cell of a row; all that is wrong is named, not only the first thing."""

from datetime import date
from typing import TypeVar

from tenants.roster.cells.areas import read_area
from tenants.roster.cells.codes import read_uscc
from tenants.roster.cells.dates import read_date, read_end
from tenants.roster.cells.names import read_name
from tenants.roster.cells.phones import read_phone
from tenants.roster.cells.states import read_unit_state
from tenants.roster.cells.text import as_text, is_error, says_nothing
from tenants.roster.cells.units import read_units
from tenants.roster.checked import CheckedRow
from tenants.roster.files.sheet import Cell
from tenants.roster.places import Towers
from tenants.roster.problems import Read
from tenants.roster.steps.cutting import Row

T = TypeVar("T")

# What the columns of the database hold; nobody's name is longer.
_LONGEST = {"name": 120, "person": 60, "format": 40}
_CHECKED_FOR_ERRORS = (
    "name",
    "uscc",
    "building",
    "units",
    "area",
    "from",
    "contract_to",
    "phone",
    "person",
    "format",
)


def check_row(row: Row, towers: Towers) -> CheckedRow:
    """Takes a cut row, returns it read; the district's towers must be known, its units need not."""
    if row.is_sum:
        return CheckedRow(row.sheet, row.number, "sum", row.headings)
    state = read_unit_state(row.cells.get("name", ""))
    checked = CheckedRow(
        row.sheet, row.number, "unit" if state else "company", row.headings, unit_state=state
    )
    reader = _Cells(row, checked)
    if state is None:
        _read_company(reader, checked)
    _read_place(reader, checked, towers)
    checked.area_cm2 = reader.take("area", read_area(reader.cell("area")))
    if state is None:
        _read_contract(reader, checked)
    return checked


class _Cells:
    """A row's cells; broken formulas are noted once and then count as blank."""

    def __init__(self, row: Row, checked: CheckedRow) -> None:
        self._cells = dict(row.cells)
        self._checked = checked
        self.sheet = row.sheet
        self.broken: set[str] = set()
        for field in _CHECKED_FOR_ERRORS:
            cell = self._cells.get(field, "")
            if is_error(cell):
                checked.add(field, as_text(cell), "unreadable")
                self._cells[field] = ""
                self.broken.add(field)

    def cell(self, field: str) -> Cell:
        return self._cells.get(field, "")

    def text(self, field: str) -> str | None:
        cell = self.cell(field)
        return None if says_nothing(cell) else as_text(cell)

    def short(self, field: str) -> str | None:
        """A text that is left out when it is too long to be what the heading says."""
        text = self.text(field)
        if text is not None and len(text) > _LONGEST[field]:
            self._checked.add(field, text[:20], "too_long", str(_LONGEST[field]))
            return None
        return text

    def take(self, field: str, read: Read[T]) -> T | None:
        if read.code is not None:
            self._checked.add(field, as_text(self.cell(field)), read.code, read.right)
        return read.value


def _read_company(reader: _Cells, checked: CheckedRow) -> None:
    if reader.text("name") is None:
        if "name" not in reader.broken:
            checked.add("name", "", "name_missing")
    else:
        name = read_name(reader.cell("name"))
        checked.name, checked.former_names = name.present, name.former
        if max(map(len, (name.present, *name.former))) > _LONGEST["name"] or not _has_letters(name.present):
            checked.add("name", name.present[:20], "not_a_name", str(_LONGEST["name"]))
    checked.uscc = reader.take("uscc", read_uscc(reader.cell("uscc")))
    checked.format = reader.short("format")
    checked.person = reader.short("person")


def _has_letters(name: str) -> bool:
    return any(character.isalnum() for character in name)


def _read_place(reader: _Cells, checked: CheckedRow, towers: Towers) -> None:
    written = reader.text("building")
    if written is not None:
        checked.building = towers.find(written)
    elif "building" not in reader.broken:
        checked.building = towers.only
    if checked.building is None and "building" not in reader.broken:
        checked.add("building", written or "", "no_such_building", "、".join(towers.names))
    units = reader.take("units", read_units(reader.cell("units")))
    checked.units = units or ()
    if reader.text("units") is None and "units" not in reader.broken:
        checked.add("units", "", "unit_missing")


def _read_contract(reader: _Cells, checked: CheckedRow) -> None:
    checked.starts = reader.take("from", read_date(reader.cell("from")))
    checked.contract_to = reader.take("contract_to", read_end(reader.cell("contract_to")))
    if _ends_before(checked.starts, checked.contract_to):
        assert checked.starts is not None
        checked.add(
            "contract_to", as_text(reader.cell("contract_to")), "before_start", checked.starts.isoformat()
        )
    checked.phone = reader.take("phone", read_phone(reader.cell("phone")))


def _ends_before(starts: date | None, contract_to: date | None) -> bool:
    return starts is not None and contract_to is not None and contract_to < starts
