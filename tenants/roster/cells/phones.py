"""Phones: "13697768697.0", "+86 136-9776-8697", "0537-2345678"; kept as digits, land lines hyphened."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from tenants.roster.cells.text import as_text, folded, says_nothing, without_decimal_tail
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read
from tenants.rules.phones import phone_number

_SEVERAL = re.compile(r"[/、,，;；\n]|或")
# Eleven digits and the point.
_WHOLE_NUMBER = 11
_UNKNOWN = frozenset({"不详", "未知", "空", "没有", "未提供"})


def read_phone(cell: Cell) -> Read[str]:
    """Returns the number; the first one where the cell holds several.

    Codes, both without refusing the row: "not_a_phone" (no value), "several_phones" (with the first).
    """
    if says_nothing(cell) or folded(cell) in _UNKNOWN:
        return Read(None)
    text = folded(cell)
    if re.fullmatch(r"\d\.\d+E\+?\d+", text):
        exact = Decimal(text)
        # Of "1.38E+10" most digits are gone.
        if len(text.split("E")[0]) > _WHOLE_NUMBER:
            return read_phone(str(int(exact)))
    parts = [part for part in _SEVERAL.split(as_text(cell)) if part.strip()]
    number = phone_number(without_decimal_tail(folded(parts[0]))) if parts else None
    if number is None:
        return Read(None, "not_a_phone")
    return Read(number, "several_phones" if len(parts) > 1 else None)


@dataclass(frozen=True, slots=True)
class PersonAndPhone:
    """What one cell tells of both."""

    person: str | None
    phone: str


_NUMBER = re.compile(
    r"(?<!\d)(?:\+?86-?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"
    r"|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|(?<!\d)[2-9]\d{6,7}(?!\d)"
)


def read_person_and_phone(cell: Cell) -> PersonAndPhone | None:
    """ "张三 13800000000", "张三（13800000000）": both, or None where no phone number stands in the cell."""
    text = unicodedata.normalize("NFKC", as_text(cell))
    match = _NUMBER.search(text)
    number = phone_number(match[0]) if match else None
    if match is None or number is None:
        return None
    person = re.split(
        r"[/、,，;；:：()\-\s]+", f"{text[: match.start()]} {text[match.end() :]}".strip(" ()/、,，;；:：-")
    )
    first = next((word for word in person if word and not any(map(str.isdigit, word))), None)
    return PersonAndPhone(first, number)
