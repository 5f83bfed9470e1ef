"""Floors: "12F", "12层", "十二楼", "负一层", "B1", "LG", "3A", and the label that each is kept under."""

import re
from functools import lru_cache

from tenants.roster.cells.text import folded, without_decimal_tail
from tenants.roster.files.sheet import Cell

_CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HANZI = re.compile(r"[一二三四五六七八九十]{1,3}")
_MARK = r"(?:F|楼|层|楼层)"
_LABEL = re.compile(r"(?:L|F)?(?P<number>\d{1,3})(?P<a>A?)|(?P<word>B\d{1,2}|LG|UG|G|M|夹层)")
_BASEMENT = re.compile(rf"(?:负|地下|-)(?P<number>\d|[一二三四五])(?P<mark>{_MARK}?)")


def read_floor(cell: Cell, *, marked: bool = False) -> str | None:
    """Returns the floor's label ("12", "3A", "B1"), or None. With `marked` a bare number is none."""
    return _read(folded(cell), marked)


@lru_cache(maxsize=1024)
def _read(folded_text: str, marked: bool) -> str | None:
    text = without_decimal_tail(folded_text)
    if re.fullmatch(r"[+-]?\d+\.\d+", text):
        return None
    text = re.sub(r"^第", "", text)
    basement = _BASEMENT.fullmatch(text)
    if basement:
        number = basement["number"]
        if text.startswith("-") and marked and not basement["mark"]:
            return None
        return f"B{_CHINESE.get(number, number)}"
    bare = re.sub(rf"{_MARK}$", "", text)
    if marked and bare == text and not re.fullmatch(r"B\d|LG|UG|夹层", text):
        return None
    if _HANZI.fullmatch(bare):
        return str(_number(bare))
    label = _LABEL.fullmatch(bare)
    if label is None:
        return None
    return label["word"] or (label["number"].lstrip("0") or "0") + label["a"]


def with_digits(text: str) -> str:
    """Floors that are written out in words, in figures: 十二层05 is 12层05, 负一层04 is B1层04."""
    text = re.sub(
        r"(?:负|地下)([\d一二三四五])",
        lambda match: f"B{_CHINESE.get(match[1], match[1])}",
        text,
    )
    text = re.sub(r"^-(\d)(?=[-F层楼])", r"B\1", text)
    return re.sub(r"[一二三四五六七八九十]{1,3}(?=层|楼)", lambda match: str(_number(match[0])), text)


def _number(text: str) -> int:
    """十二 → 12, 二十 → 20."""
    if "十" not in text:
        return int("".join(str(_CHINESE[character]) for character in text))
    tens, _, ones = text.partition("十")
    return 10 * _CHINESE.get(tens, 1) + _CHINESE.get(ones, 0)
