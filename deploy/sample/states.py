"""What is written down about a unit; whether it is let is computed from who is on it."""

from datetime import date

from deploy.sample.chance import Chance
from deploy.sample.plan import UnitPlan
from deploy.sample.stays import Stays

_OUT_OF_USE = 8  # in per cent of vacant offices: being repaired
_TO_LET = {"office", "street", "food", "flagship", "storage", "stall", "desk", "room"}


def mark(stays: Stays, units: list[UnitPlan], chance: Chance, today: date) -> None:
    """Set the state of every unit that exists today and has none yet."""
    vacant = {id(unit) for unit in stays.vacant(units, today)}
    for unit in units:
        gone = unit.exists_until is not None and unit.exists_until <= today
        if unit.state or gone:
            continue
        if unit.slot == "parking" or any(s.enterprise.trade == "property_service" for s in stays.on(unit)):
            unit.state = "OWN_USE"
        elif id(unit) in vacant and unit.slot in _TO_LET:
            broken = unit.slot == "office" and chance.happens(_OUT_OF_USE)
            unit.state = "OUT_OF_USE" if broken else "TO_LET"
        elif any(s.contract and (s.contract.fit_out_until or today) > today for s in stays.on(unit)):
            unit.state = "FITTING_OUT"
