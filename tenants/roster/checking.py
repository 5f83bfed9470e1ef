"""Reads every cell of a row; all that is wrong is named, not only the first thing."""

from datetime import date
from typing import TypeVar

from tenants.roster.cells.areas import read_area
from tenants.roster.cells.codes import read_uscc
from tenants.roster.cells.dates import read_date, read_end
from tenants.roster.cells.identities import BLOT
from tenants.roster.cells.names import names_several, read_name
from tenants.roster.cells.phones import read_person_and_phone, read_phone
from tenants.roster.cells.states import read_unit_state, says_gone
from tenants.roster.cells.terms import read_term
from tenants.roster.cells.text import as_text, is_error, says_nothing
from tenants.roster.checked import CheckedRow
from tenants.roster.files.sheet import Cell
from tenants.roster.places import Towers
from tenants.roster.problems import Problem, Read
from tenants.roster.situating import read_place
from tenants.roster.steps.cutting import Row

T = TypeVar("T")

# What the columns of the database hold; nobody's name is longer.
_LONGEST = {"name": 120, "person": 60, "format": 40}
_CHECKED_FOR_ERRORS = (
    *("name", "uscc", "building", "floor", "units", "area", "from", "contract_to", "term"),
    *("phone", "person", "contact", "format"),
)
_NOBODY_YET = frozenset({"待定", "未定", "不详", "未知", "待补", "待填", "待确认"})
# Where else than in the name a row may say that nobody is there.
_TELLS_STATE = ("status", "note", "format")


def check_row(row: Row, towers: Towers) -> CheckedRow:
    """Takes a cut row, returns it read; the district's towers must be known, its units need not."""
    if row.is_sum:
        return CheckedRow(row.sheet, row.number, "sum", row.headings)
    state = _state(row)
    checked = CheckedRow(
        row.sheet, row.number, "unit" if state else "company", row.headings, unit_state=state
    )
    reader = Cells(row, checked)
    if state is None:
        _read_company(reader, checked)
    read_place(reader, checked, towers)
    checked.area_cm2 = reader.take("area", read_area(reader.cell("area")))
    if state is None:
        _read_contract(reader, checked)
        _read_contact(reader, checked)
        _ask_whether_gone(reader, checked)
    return checked


def _state(row: Row) -> str | None:
    """The unit's state by the name's cell; where that is blank, by another that says so."""
    name = row.cells.get("name", "")
    if not says_nothing(name) or not says_nothing(row.cells.get("uscc", "")):
        return read_unit_state(name)
    return next(
        (state for field in _TELLS_STATE if (state := read_unit_state(row.cells.get(field, "")))), None
    )


class Cells:
    """A row's cells; broken formulas are noted once and then count as blank."""

    def __init__(self, row: Row, checked: CheckedRow) -> None:
        self._cells = dict(row.cells)
        self._checked = checked
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


def _read_company(reader: Cells, checked: CheckedRow) -> None:
    if reader.text("name") is None or as_text(reader.cell("name")) in _NOBODY_YET:
        if "name" not in reader.broken:
            checked.add("name", "", "name_missing")
    else:
        name = read_name(reader.cell("name"))
        checked.name, checked.former_names = name.present, name.former
        if max(map(len, (name.present, *name.former))) > _LONGEST["name"] or not _has_letters(name.present):
            checked.add("name", name.present[:20], "not_a_name", str(_LONGEST["name"]))
        elif names_several(name.present):
            checked.add("name", name.present, "several_names")
    if BLOT in as_text(reader.cell("uscc")):
        checked.add("uscc", BLOT, "identity_number")
    else:
        checked.uscc = reader.take("uscc", read_uscc(reader.cell("uscc")))
    checked.format = reader.short("format")


def _has_letters(name: str) -> bool:
    return any(character.isalnum() for character in name)


def _read_contract(reader: Cells, checked: CheckedRow) -> None:
    term = reader.take("term", read_term(reader.cell("term")))
    checked.starts = reader.take("from", read_date(reader.cell("from")))
    checked.contract_to = reader.take("contract_to", read_end(reader.cell("contract_to")))
    ends = "contract_to"
    if term is not None:
        if "contract_to" not in checked.headings:
            checked.contract_to, ends = term.ends, "term"
        checked.starts = checked.starts or term.starts
    if _ends_before(checked.starts, checked.contract_to):
        assert checked.starts is not None
        checked.add(ends, as_text(reader.cell(ends)), "before_start", checked.starts.isoformat())


def _ends_before(starts: date | None, contract_to: date | None) -> bool:
    return starts is not None and contract_to is not None and contract_to < starts


def _read_contact(reader: Cells, checked: CheckedRow) -> None:
    """Person and phone, from two columns or from one that holds both."""
    checked.person = reader.short("person")
    both = None
    if "phone" in checked.headings:
        read = read_phone(reader.cell("phone"))
        both = read_person_and_phone(reader.cell("phone")) if read.code == "not_a_phone" else None
        checked.phone = both.phone if both else reader.take("phone", read)
    elif "contact" in checked.headings:
        both = read_person_and_phone(reader.cell("contact"))
        if both is not None:
            checked.phone = both.phone
        elif checked.person is None:
            text = reader.text("contact")
            checked.person = text if text and len(text) <= _LONGEST["person"] else None
    elif "person" in checked.headings:
        both = read_person_and_phone(reader.cell("person"))
        if both is not None:
            checked.person, checked.phone = both.person, both.phone
    if both is not None and checked.person is None and both.person and len(both.person) <= _LONGEST["person"]:
        checked.person = both.person


def _ask_whether_gone(reader: Cells, checked: CheckedRow) -> None:
    for field in ("status", "note"):
        if says_gone(reader.cell(field)):
            found = as_text(reader.cell(field))[:20]
            checked.problems.append(
                Problem(checked.headings[field], found, "said_to_be_gone", "", ("present", "skip"))
            )
            return
