from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from .limits import MOST_WINDOWS


@dataclass(frozen=True, kw_only=True)
class WindowTerms:
    """On these weekdays (0 is Monday), from `opens` until before `closes`."""

    weekdays: frozenset[int]
    opens: time
    closes: time


def check_windows(windows: Collection[WindowTerms]) -> None:
    """Raise Refusal where a window has no day, ends before it starts, or stands there twice."""
    if len(windows) > MOST_WINDOWS:
        raise Refusal("TOO_MANY", _("At most %(most)d time windows.") % {"most": MOST_WINDOWS}, ("windows",))
    seen = set()
    for place, window in enumerate(windows):
        path = ("windows", str(place))
        if not window.weekdays:
            raise Refusal("REQUIRED", _("Say on which weekdays."), (*path, "weekdays"))
        if window.opens.tzinfo or window.closes.tzinfo:
            raise Refusal("OUT_OF_RANGE", _("Times are local: leave the time zone out."), (*path, "from"))
        if window.closes <= window.opens:
            message = _("A time window ends after it starts, on the same day.")
            raise Refusal("BEFORE_START", message, (*path, "until"))
        if window in seen:
            raise Refusal("OUT_OF_RANGE", _("This time window is named twice."), path)
        seen.add(window)


def weekdays_in(bits: int) -> frozenset[int]:
    """The weekdays of a stored set of bits, 0 being Monday."""
    return frozenset(day for day in range(7) if bits >> day & 1)


def weekdays_of(days: Collection[int]) -> int:
    """Weekdays as the set of bits that is stored."""
    return sum(1 << day for day in set(days))
