"""The kinds of business of the sample, read from `trades.toml` and `shops.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
# What a shop is unless its trade says otherwise: a sole trader in retail.
_SHOP = {"kind": "SOLE_TRADER", "code": "92", "industry": "52", "format": "零售"}
_OFFICE = {"kind": "COMPANY", "code": "91", "industry": "72", "format": "写字楼"}


@dataclass(frozen=True, kw_only=True)
class Trade:
    """`code` is how its credit codes begin (91 company, 92 sole trader, 31 law firm …)."""

    key: str
    slot: str
    count: int
    kind: str
    code: str
    industry: str
    format: str
    endings: tuple[str, ...]
    tags: tuple[str, ...]
    about: tuple[str, ...]
    sectors: tuple[str, ...]


@cache
def trades() -> tuple[Trade, ...]:
    told = {
        **tomllib.loads((_HERE / "trades.toml").read_text("utf-8")),
        **tomllib.loads((_HERE / "shops.toml").read_text("utf-8")),
    }
    return tuple(_trade(key, given) for key, given in told.items())


def _trade(key: str, given: dict) -> Trade:
    usual = _OFFICE if given["slot"] == "office" else _SHOP
    return Trade(
        key=key,
        slot=given["slot"],
        count=given["count"],
        kind=given.get("kind", usual["kind"]),
        code=given.get("code", usual["code"]),
        industry=given.get("industry", usual["industry"]),
        format=given.get("format", usual["format"]),
        endings=tuple(given["endings"]),
        tags=tuple(given["tags"]),
        about=tuple(given["about"]),
        sectors=tuple(given.get("sector", "NON_PUBLIC").split()),
    )


def slot_of(trade: str) -> str:
    """Where a trade settles; an empty trade (somebody real) in an office."""
    return next((one.slot for one in trades() if one.key == trade), "office")
