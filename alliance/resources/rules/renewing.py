from datetime import date, timedelta

from django.utils.translation import gettext as _

from tenants.errors import Refusal

ONE_DAY = timedelta(days=1)
USUAL = timedelta(days=90)
LONGEST = timedelta(days=3 * 366)


def renewed_until(*, starts: date | None, last_day: date | None, asked: date | None, today: date) -> date:
    """The new last day of a listing: the one asked for, or as many days again as it had, 90 where it has no
    first day; counted from its last day, from today once that has passed.

    Raises Refusal `NO_LAST_DAY` for one that does not end; `BEFORE_START` for a day that is not later.
    """
    path = ("availableUntil",)
    if last_day is None:
        raise Refusal("NO_LAST_DAY", _("This listing has no last day: there is nothing to renew."), ("id",))
    if asked is not None:
        if asked <= last_day or asked < today:
            raise Refusal("BEFORE_START", _("Renewing goes forward: name a later day."), path)
        return asked
    length = last_day - starts + ONE_DAY if starts and starts <= last_day else USUAL
    return max(last_day, today) + min(length, LONGEST)
