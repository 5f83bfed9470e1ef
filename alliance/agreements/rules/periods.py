from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..models.promises import Frequency

MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}


class Period(NamedTuple):
    """`[starts, ends)`; null is open."""

    starts: date
    ends: date | None


def periods_from(*, frequency: str, starts: date, ends: date | None, until: date) -> Iterator[Period]:
    """The periods of a promise that begin on or before `until`, the first and the last cut to its days.

    Months, quarters and years are those of the calendar: what is promised each month is promised for March,
    whichever day the agreement began on.
    """
    if frequency == Frequency.ONCE:
        if starts <= until and (ends is None or starts < ends):
            yield Period(starts, ends)
        return
    begins = starts
    while begins <= until and (ends is None or begins < ends):
        following = _next(begins, MONTHS[Frequency(frequency)])
        yield Period(begins, following if ends is None else min(following, ends))
        begins = following


def _next(day: date, months: int) -> date:
    """The first day of the calendar's next stretch of so many months."""
    month = (day.month - 1) // months * months + months
    return date(day.year + month // 12, month % 12 + 1, 1)
