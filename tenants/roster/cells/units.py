"""Unit cells: one or several units, in the many ways that doors are written.

A label is kept in one form: "2405", "3A04", "12A05", "B1-04". `floor` of a label is what stands before
its last two digits: "24", "3A", "12A", "B1".
"""

import re
from dataclasses import dataclass

from tenants.roster.cells.text import as_text, folded, says_nothing, without_decimal_tail
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read

# No tenant takes more neighbouring doors than a floor has; a longer run is a slip of the hyphen.
LONGEST_RUN = 60

_SEPARATORS = re.compile(r"[/\\、,;&+|\n]|和|及|与")
# A line break, or a space between two whole numbers, sets units apart; the space in "B1 - 04" does not.
_SET_APART = re.compile(r"\s*\n\s*|(?<=\d{3})[室号]?\s+(?=\d{3})")
_ABOUT = re.compile(r"^(约|大约|~|≈)|左右$|[?]$")
_NOISE = re.compile(
    r"^(#|NO\.?|ROOM|RM\.?|UNIT|房号|房间|商铺|铺位|铺)|(#|号铺|号房|号|室|房间|房|铺位|铺|单元)$"
)
_FLOOR = r"(?:\d{1,2}A?|B\d|LG|UG|G|M|L\d{1,2})"
_SPELLINGS = (
    # 24F-05, 8F03, B1F-04, 3A层05
    re.compile(rf"(?P<floor>{_FLOOR})(?:F|楼|层)-?(?P<door>\d{{2,3}})"),
    # B1-04, 12A-05, 12-05
    re.compile(rf"(?P<floor>{_FLOOR})-(?P<door>\d{{2,3}})"),
    # B104, 12A05, 3A04, LG12
    re.compile(r"(?P<floor>\d{1,2}A|B\d|LG|UG|G|M|L\d)(?P<door>\d{2})"),
    # 2405, 506
    re.compile(r"(?P<floor>\d{1,2})(?P<door>\d{2})"),
)
_RUN = re.compile(r"(?P<first>.+?)(?:-|~|至|到)(?P<last>(?:[A-Z]\d-?)?\d{1,2}A?-?\d{0,2})")


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A unit as read: its floor's label and its own."""

    floor: str
    door: str

    @property
    def text(self) -> str:
        """The one form it is kept in; a floor that begins with a letter is set off: B1-04."""
        return f"{self.floor}-{self.door}" if self.floor[:1].isalpha() else f"{self.floor}{self.door}"


def read_units(cell: Cell) -> Read[tuple[Label, ...]]:
    """Returns the units in the cell's order, each once; None without a code when the cell is blank.

    "1203/1204" and "1203、04" are two, "1203-1206室" four.
    Codes: "not_a_unit"; "unit_approximate" with the value.
    """
    if says_nothing(cell):
        return Read(None)
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return Read(None, "not_a_unit")
    labels: list[Label] = []
    approximate = False
    text = _SET_APART.sub("/", str(cell).strip()) if isinstance(cell, str) else as_text(cell)
    for part in _SEPARATORS.split(folded(text)):
        bare = without_decimal_tail(part.strip())
        if not bare:
            continue
        if _ABOUT.search(bare):
            approximate, bare = True, _ABOUT.sub("", bare)
        found = _labels(bare, labels[-1] if labels else None)
        if not found:
            return Read(None, "not_a_unit")
        labels.extend(found)
    if not labels:
        return Read(None, "not_a_unit")
    return Read(tuple(dict.fromkeys(labels)), "unit_approximate" if approximate else None)


def _labels(text: str, before: Label | None) -> list[Label]:
    """One piece of the cell: a unit, a run of units, or a bare door on the floor of the unit before."""
    bare = _NOISE.sub("", _NOISE.sub("", text))
    if before is not None and re.fullmatch(r"\d{2}", bare):
        return [Label(before.floor, bare)]
    label = _label(bare)
    return [label] if label else _run(bare)


def _label(text: str) -> Label | None:
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match:
            floor = match["floor"]
            return Label(floor.lstrip("0") or floor, match["door"])
    return None


def _run(text: str) -> list[Label]:
    match = _RUN.fullmatch(text)
    first = _label(_NOISE.sub("", match["first"])) if match else None
    if match is None or first is None:
        return []
    last_text = match["last"]
    last = Label(first.floor, last_text) if re.fullmatch(r"\d{2}", last_text) else _label(last_text)
    if last is None or last.floor != first.floor or len(last.door) != len(first.door):
        return []
    doors = range(int(first.door), int(last.door) + 1)
    if not 1 < len(doors) <= LONGEST_RUN:
        return []
    return [Label(first.floor, str(door).zfill(len(first.door))) for door in doors]
