"""What a row of a roster ought to say today, and whether a row that was read says it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenants.roster.cells.areas import CM2_PER_M2
from tenants.roster.cells.names import name_key
from tenants.roster.cells.units import read_units
from tenants.roster.checked import CheckedRow
from tenants.roster.files.sheet import Cell

OPEN_END = "长期"
# What a unit row's name cell says of a unit in each of its states; vacant is not stored.
STATE_WORDS = {
    "": "空置",
    "TO_LET": "待租",
    "RESERVED": "已订",
    "FITTING_OUT": "装修中",
    "OWN_USE": "自用",
    "OUT_OF_USE": "停用",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """One row: a company (`state` is None) or units in a state, and where. `ends` is the last day."""

    building: str
    units: tuple[str, ...]
    floors: tuple[str, ...]
    name: str = ""
    uscc: str | None = None
    format: str | None = None
    area_cm2: int | None = None
    starts: date | None = None
    ends: date | None = None
    state: str | None = None

    def cell(self, field: str) -> Cell | Decimal:
        """What stands in the column of a field, where it must be written anew."""
        name = self.name if self.state is None else STATE_WORDS[self.state]
        written: dict[str, Cell | Decimal | None] = {
            "name": name,
            "uscc": self.uscc,
            "format": self.format,
            "building": self.building,
            "floor": self.floors[0] if len(set(self.floors)) == 1 else None,
            "units": "、".join(self.units),
            "area": square_metres(self.area_cm2),
            "from": self.starts,
            "contract_to": self.ends,
            "term": self._term(),
        }
        return written.get(field) or ""

    def _term(self) -> str:
        if self.starts is None and self.ends is None:
            return ""
        return f"{self.starts or ''}至{self.ends or OPEN_END}"


def square_metres(area_cm2: int | None) -> Decimal | None:
    """1_235_000 → 123.5."""
    if area_cm2 is None:
        return None
    exact = (Decimal(area_cm2) / CM2_PER_M2).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def as_read(label: str) -> str:
    """A unit's label in the form in which a roster's reader keeps it."""
    labels = read_units(label).value or ()
    return labels[0].text if len(labels) == 1 else label


def _units(row: CheckedRow, saying: Saying) -> bool:
    return {label.text for label in row.units} == {as_read(label) for label in saying.units}


# By field, how a row that was read compares with what it ought to say. A term stands in one column or in two.
COMPANY: dict[str, Callable[[CheckedRow, Saying], bool]] = {
    "name": lambda row, saying: row.kind == "company" and name_key(row.name) == name_key(saying.name),
    "building": lambda row, saying: row.building == saying.building,
    "units": _units,
    "uscc": lambda row, saying: row.uscc == saying.uscc,
    "format": lambda row, saying: row.format == saying.format,
    "area": lambda row, saying: row.area_cm2 == saying.area_cm2,
    "from": lambda row, saying: row.starts == saying.starts,
    "contract_to": lambda row, saying: row.contract_to == saying.ends,
    "term": lambda row, saying: (row.starts, row.contract_to) == (saying.starts, saying.ends),
}
UNIT: dict[str, Callable[[CheckedRow, Saying], bool]] = {
    "name": lambda row, saying: _state(row) == saying.state,
    "building": COMPANY["building"],
    "units": _units,
}


def _state(row: CheckedRow) -> str | None:
    return "" if row.unit_state == "VACANT" else row.unit_state


def tests_for(saying: Saying) -> dict[str, Callable[[CheckedRow, Saying], bool]]:
    """The comparisons that make sense for such a row."""
    return COMPANY if saying.state is None else UNIT
