"""What waits for a principal, for whoever comes after: proposals to answer, exchanges under way."""

from collections.abc import Iterator
from uuid import UUID

from alliance.notices.pending import Pending, register
from tenants.isolation.scope import current_district_id

from .models import Exchange, Match
from .models.exchanges import UNDER_WAY
from .selectors import ExchangeCriteria, MatchCriteria, matching_exchanges, matching_matches


def matches_of(principal_id: UUID) -> list[Pending]:
    """Proposals that wait for its answer."""
    rows = Match.objects.filter(matching_matches(MatchCriteria(awaiting=[principal_id])))
    return list(_pending("Match", rows))


def exchanges_of(principal_id: UUID) -> list[Pending]:
    wanted = ExchangeCriteria(sides=[principal_id], states=UNDER_WAY)
    return list(_pending("Exchange", Exchange.objects.filter(matching_exchanges(wanted))))


def _pending(type_name: str, rows: object) -> Iterator[Pending]:
    here = rows.filter(district=current_district_id())  # type: ignore[attr-defined]
    for key, title in here.order_by("id").values_list("id", "offer__title"):
        yield type_name, key, {"title": title}


register("matches", matches_of)
register("exchanges", exchanges_of)
