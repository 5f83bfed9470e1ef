"""Days of memberships and offices. Pure: no database, no clock."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tenants.errors import Refusal

ONE_DAY = timedelta(days=1)
LONGEST_NOTE = 500


def ends_after(last_day: date | None, *, path: str = "until") -> date | None:
    """The first day no longer, of a last day that people said. Raises `OUT_OF_RANGE`."""
    if last_day is None:
        return None
    if last_day >= date.max - ONE_DAY:
        raise Refusal(
            "OUT_OF_RANGE", _("This day is too far away; leave it out where there is no end."), (path,)
        )
    return last_day + ONE_DAY


def check_lasts(starts: date, ends: date | None, *, path: str = "until") -> None:
    """Raises `BEFORE_START` unless there is a day from `starts` to before `ends`."""
    if ends is not None and ends <= starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), (path,))


def check_ends_earlier(ends: date, stood_until: date | None) -> None:
    """Raises `ALREADY_ENDED` unless this end shortens what stood."""
    if stood_until is not None and ends >= stood_until:
        raise Refusal("ALREADY_ENDED", _("It ends on that day or earlier already."), ("lastDay",))


def check_note(note: str) -> None:
    """Raises `TOO_LONG`, or `OUT_OF_RANGE` for what PostgreSQL cannot keep."""
    if len(note) > LONGEST_NOTE:
        message = _("Too long: at most %(longest)d characters.") % {"longest": LONGEST_NOTE}
        raise Refusal("TOO_LONG", message, ("note",))
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in note):
        raise Refusal("OUT_OF_RANGE", _("This text holds a character that cannot be kept."), ("note",))


def meets(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two spans have a day in common."""
    return (ends is None or other_starts < ends) and (other_ends is None or starts < other_ends)


def span_around(day: date, spans: Iterable[tuple[date, date | None]]) -> tuple[bool, date | None]:
    """Whether one of these spans, sorted by their starts, holds the day; and until when they go on from it
    without a gap (None: without end)."""
    until: date | None = day
    held = False
    for starts, ends in spans:
        if until is not None and starts <= until and (ends is None or ends > until):
            held, until = True, ends
    return held, until
