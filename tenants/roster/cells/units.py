"""Unit cells: one or several units, in the many ways that doors are written.

A label is kept in one form: "2405", "3A04", "12A05", "B1-04", "1203A", "1203-1", "12整层". `floor` of a
label is what stands before its last two digits: "24", "3A", "12A", "B1".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tenants.roster.cells.floors import read_floor, with_digits
from tenants.roster.cells.text import as_text, folded, says_nothing, without_decimal_tail
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read

# No tenant takes more neighbouring doors than a floor has; a longer run is a slip of the hyphen.
LONGEST_RUN = 60
WHOLE = "整层"

_SEPARATORS = re.compile(r"[/\\、,;&+|\n。]|和|及|与")
# A line break, or a space between two whole numbers, sets units apart; the space in "B1 - 04" does not.
_SET_APART = re.compile(r"\s*\n\s*|(?<=[\dA-Za-z-]\d\d)[室号]?\s+(?=\d{3}|\d{1,2}[Aa]\d|[BbLl][\dGg]-?\d)")
_ABOUT = re.compile(r"^(约|大约|~|≈)|左右$|[?]$|[(\[【].*?[)\]】]$")
_NOISE = re.compile(
    r"^(#|NO\.?|ROOM|RM\.?|UNIT|SUITE|房号|房间|商铺|铺位|铺|第)"
    r"|(#|号铺|号房|号商铺|号|室|房间|房|铺位|商铺|铺|单元)$"
)
_FLOOR = r"(?:\d{1,2}A?|B\d|LG|UG|G|M|L\d{1,2}|夹层)"
_DOOR = r"(?P<door>\d{2,3})(?P<room>[A-Z]?|-\d|-[A-Z])"
_SPELLINGS = (
    # 12F-1203, 12层1203室: the floor twice
    re.compile(rf"(?P<floor>{_FLOOR})(?:F|楼|层)-?(?P=floor)-?{_DOOR}"),
    # 24F-05, 8F03, B1F-04, 3A层05
    re.compile(rf"(?P<floor>{_FLOOR})(?:F|楼|层)-?{_DOOR}"),
    # B1-04, 12A-05, 12-05
    re.compile(rf"(?P<floor>{_FLOOR})-{_DOOR}"),
    # F1-05, F12-05
    re.compile(rf"F(?P<floor>\d{{1,2}})-?{_DOOR}"),
    # B104, 12A05, 3A04, LG12
    re.compile(r"(?P<floor>\d{1,2}A|B\d|LG|UG|G|M|L\d|夹层)(?P<door>\d{2})(?P<room>[A-Z]?|-\d|-[A-Z])"),
    # 2405, 506, 1203A, 1203-1
    re.compile(r"(?P<floor>\d{1,2})(?P<door>\d{2})(?P<room>[A-Z]?|-\d|-[A-Z])"),
)
_RUN = re.compile(
    r"(?P<first>.*?\d{2}[A-Z号室]?)(?:[-~—–〜]{1,2}|至|到)(?P<last>(?:[A-Z]\d-?)?\d{1,2}A?-?\d{0,2})"
)
_WHOLE = re.compile(r"(?P<floor>.*?)(?:\(?(?:整层|全层|整楼层|整个楼层|全楼层|全部)\)?)(?P<after>.*)")


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A unit as read: its floor's label and its own. Without a floor it is kept as it is written."""

    floor: str
    door: str

    @property
    def text(self) -> str:
        """The one form it is kept in; a floor that begins with a letter is set off: B1-04."""
        if self.floor[:1].isalpha() and self.door != WHOLE:
            return f"{self.floor}-{self.door}"
        return f"{self.floor}{self.door}"

    @property
    def is_whole_floor(self) -> bool:
        return self.door == WHOLE


def read_units(cell: Cell, floor: str | None = None) -> Read[tuple[Label, ...]]:
    """Returns the units in the cell's order, each once; None without a code when the cell is blank.

    "1203/1204" and "1203、04" are two, "1203-1206室" four; "05" is one where the row tells the `floor`.
    Codes: "not_a_unit"; "unit_approximate" with the value.
    """
    if says_nothing(cell):
        return Read(None)
    if isinstance(cell, str):
        return _written(cell, floor)
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        return Read(None, "not_a_unit")
    return _read(cell, floor)


# Rooms have the same numbers in every tower, and each is read again where it is compared.
@lru_cache(maxsize=8192)
def _written(cell: str, floor: str | None) -> Read[tuple[Label, ...]]:
    return _read(cell, floor)


def _read(cell: str | float, floor: str | None) -> Read[tuple[Label, ...]]:
    labels: list[Label] = []
    approximate = False
    for bare in parts_of(cell):
        if _ABOUT.search(bare) and not _WHOLE.fullmatch(bare):
            approximate, bare = True, _ABOUT.sub("", bare)
        found = _labels(bare, labels[-1] if labels else None, floor)
        if not found:
            return Read(None, "not_a_unit")
        # 12层/1204 is one door: the floor stands before it.
        if (
            labels
            and labels[-1].is_whole_floor
            and found[0].floor == labels[-1].floor
            and WHOLE not in as_text(cell)
        ):
            labels.pop()
        labels.extend(found)
    if not labels:
        return Read(None, "not_a_unit")
    return Read(tuple(dict.fromkeys(labels)), "unit_approximate" if approximate else None)


def parts_of(cell: Cell) -> list[str]:
    """The pieces of the cell that name a unit or a run of them, folded."""
    text = _SET_APART.sub("/", str(cell).strip()) if isinstance(cell, str) else as_text(cell)
    pieces = (without_decimal_tail(part.strip()) for part in _SEPARATORS.split(folded(text)))
    return [with_digits(piece) for piece in pieces if piece]


def _labels(text: str, before: Label | None, floor: str | None) -> list[Label]:
    """One piece of the cell: a unit, a run of units, a whole floor, or a bare door on a known floor."""
    whole = _whole_floor(text, floor)
    if whole is not None:
        return [whole]
    bare = _NOISE.sub("", _NOISE.sub("", text))
    if before is not None and re.fullmatch(r"\d{2}[A-Z]?", bare):
        return [Label(before.floor, bare)]
    if before is not None and re.fullmatch(r"[A-Z]", bare) and before.door[-1:].isalpha():
        return [Label(before.floor, before.door[:-1] + bare)]
    if floor is not None:
        door = re.fullmatch(r"(\d{1,2})([A-Z]?)", bare)
        if door:
            return [Label(floor, door[1].zfill(2) + door[2])]
        run = re.fullmatch(r"(\d{1,2})(-{1,2}|[~—–〜]{1,2}|至|到)(\d{1,2})", bare)
        # 12-05 in a row of floor 12 is the floor again; 05-12 there is a run of doors.
        if run and not (run[1] == floor and run[2] == "-" and len(run[3]) == 2):
            return _doors(Label(floor, run[1].zfill(2)), run[3].zfill(2))
    label = _label(bare)
    return [label] if label else _run(bare)


def _whole_floor(text: str, floor: str | None) -> Label | None:
    match = _WHOLE.fullmatch(text)
    if match is None:
        # "12层", "12F": a floor and no door on it.
        written = read_floor(text, marked=True)
        return Label(written, WHOLE) if written is not None and re.search(r"[F层楼]$", text) else None
    written = read_floor(match["floor"] or re.sub(r"[()]", "", match["after"]))
    if written is None and not match["floor"] and not match["after"]:
        written = floor
    return Label(written, WHOLE) if written is not None else None


def _label(text: str) -> Label | None:
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match:
            floor, room = match["floor"], match["room"]
            door = match["door"] + (room if room[-1:].isdigit() else room.lstrip("-"))
            return Label(floor.lstrip("0") or floor, door)
    return None


def _run(text: str) -> list[Label]:
    match = _RUN.fullmatch(text)
    first = _label(_NOISE.sub("", match["first"])) if match else None
    if match is None or first is None:
        return []
    last_text = match["last"]
    last = Label(first.floor, last_text) if re.fullmatch(r"\d{2}", last_text) else _label(last_text)
    if last is None or last.floor != first.floor:
        return []
    return _doors(first, last.door)


def _doors(first: Label, last: str) -> list[Label]:
    if len(last) != len(first.door) or not (last.isdigit() and first.door.isdigit()):
        return []
    doors = range(int(first.door), int(last) + 1)
    if not 1 < len(doors) <= LONGEST_RUN:
        return []
    return [Label(first.floor, str(door).zfill(len(first.door))) for door in doors]
