import re
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(r"(2[0-9]{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    """A month of a statement, `[starts, ends)`."""

    starts: date
    ends: date

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m}"


def month_of(day: date) -> Month:
    year, number = divmod(day.year * 12 + day.month, 12)
    return Month(day.replace(day=1), date(year, number + 1, 1))


def month_named(text: str) -> Month | None:
    """The month that `2026-03` names, or None; years 2000 to 2999."""
    found = SHAPE.fullmatch(text)
    return month_of(date(int(found[1]), int(found[2]), 1)) if found else None
