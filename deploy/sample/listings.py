"""The offers and wants of the sample, read from `listings.toml`, each by somebody of the right trade."""

import tomllib
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

from alliance.resources.rules import WindowTerms
from deploy.sample.chance import Chance
from deploy.sample.plan import EnterprisePlan, ListingPlan

FILE = Path(__file__).with_name("listings.toml")


def listings(enterprises: list[EnterprisePlan], chance: Chance, today: date) -> list[ListingPlan]:
    """One listing for each entry of the file whose trades are there, by somebody of its trade."""
    by_trade: dict[str, list[EnterprisePlan]] = {}
    for enterprise in enterprises:
        by_trade.setdefault(enterprise.trade, []).append(enterprise)
    told = tomllib.loads(FILE.read_text("utf-8"))
    return [
        _listing(kind.upper(), entry, by_trade, chance, today)
        for kind in ("offer", "want")
        for entry in told[kind]
        if {entry["trade"], *entry.get("named", [])} <= by_trade.keys()
    ]


def _listing(
    kind: str, entry: dict, by_trade: dict[str, list[EnterprisePlan]], chance: Chance, today: date
) -> ListingPlan:
    enterprise = chance.pick(by_trade[entry["trade"]])
    named = [chance.pick(by_trade[trade]) for trade in entry.get("named", [])]
    lasts = entry.get("days")
    return ListingPlan(
        enterprise=enterprise,
        kind=kind,
        title=entry["title"],
        description=entry.get("text", ""),
        quantity=Decimal(str(entry["quantity"])) if "quantity" in entry else None,
        measure=entry.get("measure", ""),
        price=entry.get("price", ""),
        category=entry.get("category", "OTHER"),
        place=entry.get("place", ""),
        sharing_terms=entry.get("terms", ""),
        windows=[window(told) for told in entry.get("windows", [])],
        tags=entry.get("tags", []),
        starts=today - timedelta(days=20) if lasts is not None else None,
        ends=today + timedelta(days=lasts) if lasts is not None else None,
        state=entry.get("state", "OPEN"),
        audience="NAMED" if named else entry.get("for", "PUBLIC"),
        named=[one for one in named if one is not enterprise],
        days_ago=chance.below(60),
    )


def window(told: str) -> WindowTerms:
    """`1-5 18:00-21:00`, `67 09:00-12:00`: weekdays, 1 being Monday, and hours."""
    days, _, hours = told.partition(" ")
    first, dash, last = days.partition("-")
    named = range(int(first), int(last) + 1) if dash else map(int, days)
    opens, _, closes = hours.partition("-")
    return WindowTerms(
        weekdays=frozenset(day - 1 for day in named),
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
    )
