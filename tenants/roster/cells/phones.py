"""Phones: "13697768697.0", "+86 136-9776-8697", "0537-2345678"; kept as digits, land lines hyphened."""

import re

from tenants.roster.cells.text import as_text, folded, says_nothing, without_decimal_tail
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read

_SEVERAL = re.compile(r"[/、,，;；\n]|或")
_COUNTRY = re.compile(r"^(\+86|0086|86(?=1\d{10}$))")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LAND_LINE = re.compile(r"(0[12]\d|0[3-9]\d{2})(\d{7,8})")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}|95\d{3}")
_UNKNOWN = frozenset({"不详", "未知", "空", "没有", "未提供"})


def read_phone(cell: Cell) -> Read[str]:
    """Returns the number; the first one where the cell holds several.

    Codes, both without refusing the row: "not_a_phone" (no value), "several_phones" (with the first).
    """
    if says_nothing(cell) or folded(cell) in _UNKNOWN:
        return Read(None)
    parts = [part for part in _SEVERAL.split(as_text(cell)) if part.strip()]
    number = _number(parts[0]) if parts else None
    if number is None:
        return Read(None, "not_a_phone")
    return Read(number, "several_phones" if len(parts) > 1 else None)


def _number(text: str) -> str | None:
    bare = re.sub(r"[-()—–]", "", without_decimal_tail(folded(text)))
    bare = _COUNTRY.sub("", bare)
    if _MOBILE.fullmatch(bare) or _SERVICE.fullmatch(bare) or _LOCAL.fullmatch(bare):
        return bare
    land_line = _LAND_LINE.fullmatch(bare)
    return f"{land_line[1]}-{land_line[2]}" if land_line else None
