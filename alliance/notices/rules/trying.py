"""How long a claim holds, how long a failure rests, and when it is no use any more."""

from datetime import datetime, timedelta

from ..models.deliveries import Channel

# Longer than any single try may take: past it, whoever claimed is believed dead.
LEASE = timedelta(minutes=5)
# The whole relay is away: nobody's message is to blame, so it is asked again at the next beat.
AWAY = timedelta(minutes=1)
LONGEST_REST = timedelta(minutes=30)
# Mail waits for a relay over a weekend; what a chat would hear a day late it need not hear.
WORTH = {Channel.MAIL: timedelta(days=3), Channel.ROBOT: timedelta(days=1)}


def rest_after(attempts: int) -> timedelta:
    """1, 2, 4, 8 … minutes, at most half an hour."""
    return min(timedelta(minutes=2 ** min(max(attempts - 1, 0), 10)), LONGEST_REST)


def is_stale(channel: str, planned_for: datetime, now: datetime) -> bool:
    return now - planned_for > WORTH[Channel(channel)]
