"""Days as the district lives them."""

from datetime import date, timedelta

from django.utils import timezone

# The last day that can be a last day: ranges are kept with the day after.
LATEST = date.max - timedelta(days=1)


def today() -> date:
    """Today in Asia/Shanghai (settings.TIME_ZONE), whatever zone the machine or the reader is in."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def day_of(text: str) -> date | None:
    """The day that an ISO text names (`2026-03-01`), or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
