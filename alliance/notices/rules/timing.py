"""When a notice leaves the house: at once, after the quiet hours, or with the day's digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone

from ..kinds import group_of
from ..models.preferences import DIGEST_HOUR, QUIET_FROM, QUIET_UNTIL, MailWish

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What somebody chose. `groups`: exceptions, by group of kinds."""

    mail: str = MailWish.NOW
    quiet_from: time | None = QUIET_FROM
    quiet_until: time | None = QUIET_UNTIL
    digest_hour: int = DIGEST_HOUR
    groups: Mapping[str, str] = field(default_factory=dict)

    def about(self, kind: str) -> str:
        """NOW, DIGEST or NEVER for notices of this kind."""
        return self.groups.get(group_of(kind), self.mail)


@dataclass(frozen=True)
class Plan:
    at: datetime
    is_digest: bool = False


# For a chat, which cannot choose.
OF_GROUPS = Wishes()


def plan(wishes: Wishes, kind: str, now: datetime) -> Plan | None:
    """When and how this leaves; None if never. Somebody who set the digest's hour meant it, also at night."""
    wish = wishes.about(kind)
    if wish == MailWish.NEVER:
        return None
    if wish == MailWish.DIGEST:
        return Plan(next_digest(now, wishes.digest_hour), is_digest=True)
    return Plan(after_quiet(now, wishes.quiet_from, wishes.quiet_until))


def after_quiet(now: datetime, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """`now`, or the end of the quiet hours it lies in. They may reach over midnight."""
    if quiet_from is None or quiet_until is None:
        return now
    here = _here(now)
    moment = here.time()
    over_midnight = quiet_from > quiet_until
    evening, morning = moment >= quiet_from, moment < quiet_until
    if not (evening or morning if over_midnight else evening and morning):
        return now
    end = here.replace(
        hour=quiet_until.hour, minute=quiet_until.minute, second=quiet_until.second, microsecond=0
    )
    return end + ONE_DAY if over_midnight and evening else end


def next_digest(now: datetime, hour: int) -> datetime:
    """The next full hour of that number after `now`."""
    here = _here(now)
    today = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > here else today + ONE_DAY


def _here(moment: datetime) -> datetime:
    """The moment as the district's clocks show it (Asia/Shanghai)."""
    return timezone.localtime(moment, timezone.get_default_timezone())
