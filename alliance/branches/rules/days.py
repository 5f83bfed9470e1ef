"""Days as people say them: last days included, months counted by the calendar."""

import calendar
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(1921, 1, 1), date(2999, 12, 31)
TERM_YEARS = 3
REMIND_MONTHS = 6


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def check_day(day: date | None, path: str) -> None:
    """Raise Refusal `OUT_OF_RANGE` for a day that nobody can mean."""
    if day is not None and not FIRST <= day <= LAST:
        raise Refusal("OUT_OF_RANGE", _("This day is too far away."), (path,))


def check_past(day: date, today: date, path: str = "on") -> None:
    """Raise Refusal `IN_THE_FUTURE`: what is recorded has happened."""
    check_day(day, path)
    if day > today:
        raise Refusal(
            "IN_THE_FUTURE", _("This day has not come yet; only what has happened is recorded."), (path,)
        )


def ends_after(last_day: date | None, starts: date | None, path: str = "until") -> date | None:
    """The first day no longer, from the last one. Raises Refusal `BEFORE_START`, `OUT_OF_RANGE`."""
    if last_day is None:
        return None
    check_day(last_day, path)
    if starts is not None and last_day < starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), (path,))
    return last_day + ONE_DAY
