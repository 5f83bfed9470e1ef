"""Names, and the former names that people put in brackets behind them."""

import re
from dataclasses import dataclass

from tenants.reading.folding import fold
from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell

_BRACKETS = re.compile(
    r"[（(\[【]([^（）()\[\]【】]*(?:[（(][^（）()]*[）)])?[^（）()\[\]【】]*)[）)\]】]\s*$"
)
_FORMER = re.compile(r"^(?:曾用名|原名称?|旧名|前身|原来?为?|formerly)\s*[:：]?\s*(.+)$", re.IGNORECASE)
_MARKED = re.compile(r"^(?:曾用名|原名称?|旧名|前身|原为|formerly|原\s*[:：])", re.IGNORECASE)
_PRESENT = re.compile(r"^(?:现名|现更名为|现为|现|更名为)\s*[:：]?\s*(.+)$")
_LEGAL_END = re.compile(r"(公司|店|厂|部|中心|社|行|院|馆|所|坊|铺|场|城|分公司)$")
_SEVERAL = re.compile(r"[、，,;；]")


@dataclass(frozen=True, slots=True)
class Name:
    """`former`: earlier names, newest first as the sheet gives them."""

    present: str
    former: tuple[str, ...] = ()


def read_name(cell: Cell) -> Name:
    """ "甲有限公司（原：乙有限公司）" is 甲有限公司, formerly 乙有限公司; other brackets belong to the name.

    "乙有限公司（现：甲有限公司）" is the same. A word such as （原味） is no former name: without a
    colon or 名 after 原 what follows must end like a firm's name.
    """
    text = as_text(cell)
    brackets = _BRACKETS.search(text)
    if brackets is None:
        return Name(text)
    outside, inside = text[: brackets.start()].strip(), brackets[1].strip()
    former = _FORMER.match(inside)
    if outside and former and (_MARKED.match(inside) or _LEGAL_END.search(inside)):
        names = tuple(part.strip() for part in _SEVERAL.split(former[1]) if part.strip())
        return Name(outside, names)
    present = _PRESENT.match(inside)
    if outside and present and _LEGAL_END.search(inside):
        return Name(present[1].strip(), (outside,))
    return Name(text)


def name_key(name: str) -> str:
    """Two spellings of one name have one key: width, case, spaces, brackets, traditional characters."""
    return fold(name).replace(" ", "")
