"""The move-in/out report of a month."""

from dataclasses import dataclass
from datetime import date

from tenants.models import Tenancy


@dataclass(frozen=True)
class MoveReport:
    """Who came and who went in `[first, following)`, by building and unit."""

    first: date
    following: date
    moved_in: list[Tenancy]
    moved_out: list[Tenancy]


def move_report(year: int, month: int) -> MoveReport:
    """Tenancies that began, and those whose last day was, in a month. Two queries."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    listed = Tenancy.objects.select_related(
        "enterprise", "unit__building", "unit__floor", "contract"
    ).order_by("unit__building__ordinal", "unit__floor__ordinal", "unit__label", "id")
    return MoveReport(
        first=first,
        following=following,
        moved_in=list(listed.filter(starts__gte=first, starts__lt=following)),
        # `ends` is the first day away: a last day in the month means first < ends <= following.
        moved_out=list(listed.filter(ends__gt=first, ends__lte=following)),
    )
