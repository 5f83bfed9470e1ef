"""Days as the district lives them."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """Today in Asia/Shanghai (settings.TIME_ZONE), whatever zone the machine or the reader is in."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def day_of(text: str) -> date | None:
    """The day that an ISO text names (`2026-03-01`), or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
