"""What was signed: running, ending soon, run out while the tenant is still there, or nothing at all."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

from deploy.sample.chance import Chance
from deploy.sample.days import months_from
from deploy.sample.plan import ContractPlan, StayPlan

HOLDING_OVER, ENDING_SOON = 16, 26
WITHOUT_PER_CENT = 7
_RECENT = timedelta(days=500)  # contracts younger than this are the first ones, still running


def sign(stays: Iterable[StayPlan], chance: Chance, today: date) -> list[ContractPlan]:
    """One contract for all that an enterprise holds at once. Sets `stay.contract`; returns the contracts."""
    together: dict[tuple[int, date], list[StayPlan]] = {}
    for stay in stays:
        if stay.starts is not None:
            together.setdefault((id(stay.enterprise), stay.starts), []).append(stay)
    groups = chance.shuffled(list(together.values()))
    old = [group for group in groups if _long_there(group[0], today)]
    special = {id(group): "holding over" for group in old[:HOLDING_OVER]}
    special |= {id(group): "ending" for group in old[HOLDING_OVER : HOLDING_OVER + ENDING_SOON]}
    numbers = count(1)
    signed = []
    for group in together.values():
        fate = special.get(id(group), "usual")
        if fate == "usual" and chance.happens(WITHOUT_PER_CENT):
            continue
        contract = _contract(group, fate, chance, today)
        contract.number = f"ZD-{contract.starts.year}-{next(numbers):03d}"
        for stay in group:
            stay.contract = contract
        signed.append(contract)
    return signed


def _long_there(stay: StayPlan, today: date) -> bool:
    return stay.ends is None and stay.starts is not None and stay.starts < today - _RECENT


def _contract(group: list[StayPlan], fate: str, chance: Chance, today: date) -> ContractPlan:
    first = group[0]
    assert first.starts is not None
    starts, ends = first.starts, first.ends
    if ends is None:
        years = chance.pick([1, 2, 3, 3, 5])
        if fate == "holding over":
            ends = today - timedelta(days=chance.between(8, 240))
        elif fate == "ending":
            ends = today + timedelta(days=chance.between(4, 85))
        else:
            ends = months_from(starts, 12 * years)
            while ends <= today:
                starts, ends = ends, months_from(ends, 12 * years)
            if ends <= today + timedelta(days=100):  # those that end soon are counted out above
                ends = months_from(ends, 12 * years)
        if fate != "usual":
            starts = max(starts, months_from(ends, -12 * years))
    fresh = starts == first.starts
    return ContractPlan(
        enterprise=first.enterprise,
        number="",
        starts=starts,
        ends=ends,
        lettable_area_cm2=sum(stay.unit.lettable_area_cm2 for stay in group),
        free_rent_until=months_from(starts, 2) if fresh and months_from(starts, 2) < ends else None,
        fit_out_until=starts + timedelta(days=45) if fresh and starts + timedelta(days=45) < ends else None,
    )
