"""A cell as text."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from tenants.roster.files.sheet import Cell

# Spaces of every kind, and the invisible characters that come along when a cell is pasted from a web page.
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_DECIMAL_TAIL = re.compile(r"^([+-]?\d+)\.0+$")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "N/A", "NONE", "NULL", "NIL"})


def as_text(cell: Cell) -> str:
    """The cell as a reader of the spreadsheet sees it, trimmed: 2405.0 is "2405", a date its ISO form."""
    if isinstance(cell, str):
        return _trimmed(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def folded(cell: Cell) -> str:
    """For comparing and for reading numbers: half width, upper case, no spaces."""
    return _folded(cell if isinstance(cell, str) else as_text(cell))


# Several steps, one after the other, trim and fold a row's cells; towers and formats come again all the time.
@lru_cache(maxsize=8192)
def _trimmed(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()


def without_decimal_tail(text: str) -> str:
    """ "13697768697.0" is "13697768697": a number that went through a program which knows only decimals."""
    match = _DECIMAL_TAIL.match(text)
    return match[1] if match else text


def is_error(cell: Cell) -> bool:
    """Whether a formula that went wrong stands there (#REF! and its kin)."""
    return isinstance(cell, str) and ("#" in cell or "＃" in cell) and folded(cell) in _ERRORS


def says_nothing(cell: Cell) -> bool:
    """Whether the cell is blank or holds one of the ways to write "nothing here"."""
    return folded(cell) in _NOTHING
