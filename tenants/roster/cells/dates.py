"""Dates: real ones, "2025.3.1", "2025年3月1日", "20250301", full-width ones, Excel's day numbers, 长期."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from tenants.roster.cells.text import folded, says_nothing, without_decimal_tail
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read

_OPEN_END = frozenset(
    {
        "长期",
        "长期有效",
        "无固定期限",
        "无固定期",
        "无期限",
        "不定期",
        "长期租赁",
        "无固定期限合同",
        "不限",
        "永久",
        "永续",
        "至今",
        "OPEN",
        "OPENEND",
        "OPEN-ENDED",
    }
)
_WRITTEN = re.compile(
    r"(\d{4})(?:[-–./,、。·\\_]|年)(\d{1,2})(?:[-–./,、。·\\_]|月)(\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?"
)
# In this order with dots only; with slashes nobody can tell the year from the day.
_SHORT_YEAR = re.compile(r"(\d{2})[.年](\d{1,2})[.月](\d{1,2})日?")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_ENGLISH = (
    re.compile(
        r"(?P<day>\d{1,2})(?:ST|ND|RD|TH)?[-./,]?(?P<month>[A-Z]{3})[A-Z]*[-./,]*(?P<year>\d{4}|(?<=[-./,])\d\d)"
    ),
    re.compile(r"(?P<month>[A-Z]{3})[A-Z]*[-./,]?(?P<day>\d{1,2})(?:ST|ND|RD|TH)?[-./,]+(?P<year>\d{4})"),
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
# Excel counts days from here (its day 60, 1900-02-29, never was; nobody's tenancy is that old).
_EXCEL_ZERO = date(1899, 12, 30)
# 1954-10-03 to 2119-02-26: wide enough for contracts, narrow enough not to take a price for a date.
_EXCEL_DAYS = range(20_000, 80_001)
_YEARS = range(1950, 2200)


_ORNAMENTS = re.compile(r"^['’自从至到]|[(\[【].*[)\]】]$|(星期|周)[一二三四五六日天]$|[起止前.。\-~—]+$")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def read_date(cell: Cell) -> Read[date]:
    """Returns the day; None without a code when the cell is blank. Code: "not_a_date"."""
    if says_nothing(cell):
        return Read(None)
    day = _day(cell)
    if day is None or day.year not in _YEARS:
        return Read(None, "not_a_date")
    return Read(day)


def read_end(cell: Cell) -> Read[date]:
    """A contract's last day; 长期 and its kin are None like a blank: an open end."""
    return Read(None) if is_open_end(cell) else read_date(cell)


def is_open_end(cell: Cell) -> bool:
    """Whether the cell says that there is no last day (长期)."""
    text = folded(cell).replace("-", "")
    # 9999-12-31 is how programs write it.
    return text in _OPEN_END or re.fullmatch(r"9999.?12.?31.*", text) is not None


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return None
    return _written(folded(cell))


@lru_cache(maxsize=4096)
def _written(folded_text: str) -> date | None:
    text = without_decimal_tail(folded_text)
    for _ in range(2):
        text = _ORNAMENTS.sub("", text)
    text = text.replace("元月", "1月")
    if re.search(r"[〇一二三四五六七八九十]", text):
        text = _in_figures(text)
    if short := _SHORT_YEAR.fullmatch(text):
        text = f"20{short[1]}.{short[2]}.{short[3]}"
    if english := next(filter(None, (spelling.fullmatch(text) for spelling in _ENGLISH)), None):
        text = f"{('20' + english['year'])[-4:]}.{_MONTHS.get(english['month'], 0)}.{english['day']}"
    match = _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    # A day with a time of day is a fraction in Excel.
    whole = text.split(".")[0]
    if whole.isdecimal() and re.fullmatch(r"\d+(\.\d+)?", text) and int(whole) in _EXCEL_DAYS:
        return _EXCEL_ZERO + timedelta(days=int(whole))
    return None


def _in_figures(text: str) -> str:
    """二〇二五年三月十五日 → 2025年3月15日."""
    text = re.sub(r"(?<![一二三四五六七八九])十(?=[一二三四五六七八九])", "1", text)
    text = re.sub(r"(?<=[一二三四五六七八九])十(?=[一二三四五六七八九])", "", text)
    text = re.sub(r"(?<=[一二三四五六七八九])十", "0", text)
    return text.replace("十", "10").translate(_DIGITS)
