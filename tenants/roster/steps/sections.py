"""A row that holds nothing but a tower or a floor: the rows below it belong there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tenants.roster.cells.floors import read_floor
from tenants.roster.cells.text import folded
from tenants.roster.places import Towers

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[.、](?!\d))")
_BASEMENT = re.compile(r"B[1-5](F|层|楼|楼层)?")
_NUMBER_ALONE = re.compile(r"[一二三四五六七八九十]+[、.．]?|[（(][一二三四五六七八九十\d]+[）)]")
_BRACKETED = re.compile(r"[(\[【<].*?[)\]】>]")
_AROUND = re.compile(
    r"入驻|在租|企业|商户|租户|单位|客户|名单|明细|台账|情况|一览表|部分|登记表|表|[:\-—、|/]"
)


@dataclass(frozen=True, slots=True)
class Section:
    """Where the rows below belong; `floor` is None when the row names none."""

    tower: str | None
    floor: str | None


def read_section(texts: Sequence[str], towers: Towers) -> Section | None:
    """Takes what stands in the row; returns None unless it is a tower, a floor, or a tower and a floor."""
    texts = [text for text in texts if not _NUMBER_ALONE.fullmatch(text)] or texts
    if not texts or len(set(texts)) > 2 or sum(map(len, set(texts))) > 40:
        return None
    tower = floor = None
    for text in dict.fromkeys(texts):
        found_tower, found_floor = _read(text, towers)
        if found_tower is None and found_floor is None:
            return None
        tower, floor = tower or found_tower, floor or found_floor
    return Section(tower, floor)


def _read(text: str, towers: Towers) -> tuple[str | None, str | None]:
    bare = _NUMBERED.sub("", folded(text))
    for candidate in (bare.strip("()[]【】<>"), _BRACKETED.sub("", bare)):
        tower = towers.find(candidate)
        if tower is not None:
            return tower, None
    rest = _AROUND.sub("", _BRACKETED.sub("", bare))
    # B1层 is a basement, also where a tower goes by B.
    if _BASEMENT.fullmatch(rest):
        return None, read_floor(rest, marked=True)
    tower, rest = towers.begins(rest)
    if tower is not None and not rest:
        return tower, None
    floor = read_floor(rest, marked=True)
    return (tower, floor) if floor is not None else (None, None)
