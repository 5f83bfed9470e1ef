"""Doors in the ways people write them: `A座1203`, `A-1203`, `A栋1203室` and `1号楼 12F-03` are one door.

For finding only. What a roster's cell says, and whether it is a unit, is read in `roster/cells/units.py`.
"""

import re
from collections.abc import Iterable

from tenants.reading.folding import fold

_NOISE = re.compile(
    r"^(#|no\.?|room|rm\.?|unit|房号|房间|商铺|铺位|铺)|(号铺|号房|室|房间|房|铺位|铺|单元|号)$"
)
_FLOOR = r"(?:\d{1,2}a?|b\d|lg|ug|g|m|l\d{1,2})"
_DOOR_ON_FLOOR = re.compile(rf"(?P<floor>{_FLOOR})(?:f|楼|层)?-?(?P<door>\d{{2,3}})")
_SEPARATORS = re.compile(r"[\s\-_·./#,，、—–]+")
_TOWER = r"(?:座|栋|幢|塔|号楼|#楼|#|号塔|楼)"
_BUILDING = re.compile(rf"(?P<place>.*?)(?P<sign>[a-z]|\d{{1,2}})(?P<kind>{_TOWER})?")
_IN_BUILDING = re.compile(rf"(?P<building>.*?(?:[a-z]|\d{{1,2}}){_TOWER})(?P<rest>.*)")
_STOREY = re.compile(rf"(?:第)?(?P<label>{_FLOOR})(?:f|楼|层)?|f(?P<turned>\d{{1,2}})")
_BELOW = re.compile(r"(?:负|地下|-)(?P<depth>[一二三四五\d])(?:f|楼|层)?")
_DIGITS = dict(zip("一二三四五", "12345", strict=True))
_PLACE = re.compile(
    rf"(?:(?<![a-z])[a-z]|(?<!\d)\d{{1,2}}){_TOWER}(?:[\s\-]*{_FLOOR}(?:f|楼|层))?(?:[\s\-]*\d{{3,4}})?(?:室|号)?"
)
STOREY, TOWER = "f", "@"


def normalise_unit_label(text: str) -> str:
    """One form of a door's number: `24F-05` and `2405室` → 2405, `B1-04` → b104, `A-1203` → a1203."""
    bare = fold(text).replace(" ", "")
    bare = _NOISE.sub("", _NOISE.sub("", bare))
    match = _DOOR_ON_FLOOR.fullmatch(bare)
    if match:
        return f"{match['floor'].lstrip('0') or '0'}{match['door']}"
    return _SEPARATORS.sub("", bare)


def building_keys(name: str) -> list[str]:
    """The short forms of a building's name: `中德广场A座` → 中德广场a, a; `1号楼` → 1#. A number keeps its
    mark, so that tower 1, door 203 is not door 1203."""
    bare = _SEPARATORS.sub("", re.sub(r"#", "号楼", fold(name)))
    match = _BUILDING.fullmatch(bare)
    if not match or (match["sign"].isdigit() and not match["kind"]):
        return [bare] if bare else []
    sign = f"{match['sign']}#" if match["sign"].isdigit() else match["sign"]
    return [sign] if not match["place"] else [f"{match['place']}{sign}", sign]


def floor_key(label: str) -> str:
    """One form of a floor: 12, `12F`, `12楼`, `F12` → 12f; `B1`, 负一层 → b1f; 夹层 stays."""
    bare = fold(label).replace(" ", "")
    below = _BELOW.fullmatch(bare)
    if below:
        return f"b{_DIGITS.get(below['depth'], below['depth'])}{STOREY}"
    match = _STOREY.fullmatch(bare)
    if not match:
        return bare
    number = match["label"] or match["turned"]
    return f"{number.lstrip('0') or '0'}{STOREY}"


def place_tokens(*, buildings: Iterable[str], floor: str, units: Iterable[str]) -> tuple[str, ...]:
    """The tokens of one unit for the index: by its labels, its floor, its building, and these together."""
    keys = list(dict.fromkeys(key for name in buildings for key in building_keys(name)))
    doors = [normalise_unit_label(label) for label in units]
    inner = [door for door in [*doors, floor_key(floor)] if door]
    together = [f"{key}{part}" for key in keys for part in inner]
    return tuple(dict.fromkeys([*inner, *together, *(f"{key}{TOWER}" for key in keys)]))


def place_lookups(text: str) -> tuple[str, ...]:
    """Every token that what was typed may mean as a place; none where it cannot be one."""
    bare = fold(text[:60]).replace(" ", "")
    found: dict[str, None] = {}
    match = _IN_BUILDING.fullmatch(bare)
    if match:
        for key in building_keys(match["building"]):
            rest = match["rest"].lstrip("-·/")
            if rest:
                found |= {f"{key}{normalise_unit_label(rest)}": None, f"{key}{floor_key(rest)}": None}
            else:
                found[f"{key}{TOWER}"] = None
    if any(char.isdigit() for char in bare) or bare.endswith(("层", "楼")):
        found |= {normalise_unit_label(bare): None, floor_key(bare): None}
    return tuple(token for token in found if token and not re.search(r"\s", token))


def around_place(text: str) -> tuple[str, ...]:
    """What was typed without a gap, cut around the place in it: `新众通A座1203` → 新众通, a座1203. Empty
    where there is none, or nothing else."""
    bare = fold(text[:120])
    match = _PLACE.search(bare)
    if not match:
        return ()
    rest = [part for part in (bare[: match.start()].strip(), bare[match.end() :].strip()) if part]
    return (*rest, match.group()) if rest else ()
