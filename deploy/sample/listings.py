"""The offers and wants of the sample, read from `listings.toml`, each by somebody of the right trade."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

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
        tags=entry.get("tags", []),
        starts=today - timedelta(days=20) if lasts is not None else None,
        ends=today + timedelta(days=lasts) if lasts is not None else None,
        state=entry.get("state", "OPEN"),
        audience="NAMED" if named else entry.get("for", "PUBLIC"),
        named=[one for one in named if one is not enterprise],
        days_ago=chance.below(60),
    )
