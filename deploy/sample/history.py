"""What came before today, and what is planned: moves, swaps, those who left, those who will come."""

from datetime import date, timedelta

from deploy.sample.chance import Chance
from deploy.sample.days import months_from
from deploy.sample.plan import EnterprisePlan, StayPlan, UnitPlan
from deploy.sample.stays import NEVER, Stays

MOVED, LEAVING, COMING = 24, 4, 4


def remember(
    stays: Stays, units: list[UnitPlan], gone: list[EnterprisePlan], chance: Chance, today: date
) -> None:
    """Add what was: former tenants on units of their kind, and where present ones were before."""
    for enterprise in gone:
        _was_there(stays, units, enterprise, chance, today)
    settled = [stay for stay in stays.all if stay.unit.slot == "office" and stay.starts and not stay.ends]
    _swapped(stays, chance.shuffled(settled), today)
    moved = [stay for stay in settled if len(stays.of(stay.enterprise)) == 1]
    for stay in chance.some(moved, MOVED):
        _came_from(stays, units, stay, chance)


def plan_ahead(
    stays: Stays, units: list[UnitPlan], coming: list[EnterprisePlan], chance: Chance, today: date
) -> None:
    """Some will leave, and on vacant units some will come: their units are reserved."""
    settled = [stay for stay in stays.all if stay.unit.slot == "office" and not stay.ends and stay.starts]
    for stay in chance.some(settled, LEAVING):
        stay.ends = today + timedelta(days=chance.between(15, 70))
    for enterprise, unit in zip(coming, chance.shuffled(stays.vacant(units, today)), strict=False):
        unit.state = "RESERVED"
        stays.add(StayPlan(enterprise, unit, today + timedelta(days=chance.between(10, 50))))


def _was_there(
    stays: Stays, units: list[UnitPlan], enterprise: EnterprisePlan, chance: Chance, today: date
) -> None:
    slot = "office" if enterprise.format != "零售" and enterprise.kind != "SOLE_TRADER" else "street"
    fitting = [unit for unit in units if unit.slot in {slot, "past"} and unit.parent is None]
    for unit in chance.shuffled(fitting):
        next_one = min((stay.starts for stay in stays.on(unit) if stay.starts), default=today)
        last = min(next_one, unit.exists_until or NEVER)
        ends = last - timedelta(days=chance.between(6, 120))
        starts = months_from(ends, -chance.between(10, 50), 1)
        if stays.free(unit, starts, ends):
            stays.add(StayPlan(enterprise, unit, starts, ends))
            return
    raise ValueError(f"{enterprise.name} was nowhere.")


def _came_from(stays: Stays, units: list[UnitPlan], stay: StayPlan, chance: Chance) -> None:
    """The enterprise was on another unit until the day it moved."""
    assert stay.starts is not None
    starts = months_from(stay.starts, -chance.between(8, 40), 1)
    offices = [unit for unit in units if unit.slot == "office" and unit is not stay.unit]
    found = next((unit for unit in chance.shuffled(offices) if stays.free(unit, starts, stay.starts)), None)
    if found is not None:
        stays.add(StayPlan(stay.enterprise, found, starts, stay.starts))


def _swapped(stays: Stays, settled: list[StayPlan], today: date) -> None:
    """Two of them changed places half a year ago."""
    day = months_from(today, -6, 1)
    long_there = [
        stay
        for stay in settled
        if stay.starts and stay.starts < months_from(day, -6) and len(stays.of(stay.enterprise)) == 1
    ]
    one, other = long_there[:2]
    before = [(one, other.unit, one.starts), (other, one.unit, other.starts)]
    one.starts = other.starts = day
    for stay, unit, starts in before:
        assert starts is not None
        first = max([starts, *(past.ends for past in stays.on(unit) if past.ends)])
        stays.add(StayPlan(stay.enterprise, unit, first, day))
