"""Days as contracts have them: the first or sixteenth of a month, so many months before or after."""

import calendar
from datetime import date

from deploy.sample.chance import Chance


def months_from(day: date, months: int, on: int | None = None) -> date:
    """The day so many months later (earlier: negative), on that day of the month, or its last one."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on or day.day, last))


def begun(today: date, chance: Chance) -> date:
    """When somebody moved in who is there today: mostly within eight years, some just now."""
    months = chance.pick([0, 1, 2, 4, 7, 9, 13, 17, 22, 26, 31, 38, 44, 53, 61, 70, 84, 96])
    day = months_from(today, -months - chance.below(2), chance.pick([1, 1, 10, 16, 20]))
    return min(day, today)
