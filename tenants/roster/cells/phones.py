"""Phones: "13697768697.0", "+86 136-9776-8697", "0537-2345678"; kept as digits, land lines hyphened."""

import re

from tenants.roster.cells.text import as_text, folded, says_nothing, without_decimal_tail
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read
from tenants.rules.phones import phone_number

_SEVERAL = re.compile(r"[/、,，;；\n]|或")
_UNKNOWN = frozenset({"不详", "未知", "空", "没有", "未提供"})


def read_phone(cell: Cell) -> Read[str]:
    """Returns the number; the first one where the cell holds several.

    Codes, both without refusing the row: "not_a_phone" (no value), "several_phones" (with the first).
    """
    if says_nothing(cell) or folded(cell) in _UNKNOWN:
        return Read(None)
    parts = [part for part in _SEVERAL.split(as_text(cell)) if part.strip()]
    number = phone_number(without_decimal_tail(folded(parts[0]))) if parts else None
    if number is None:
        return Read(None, "not_a_phone")
    return Read(number, "several_phones" if len(parts) > 1 else None)
