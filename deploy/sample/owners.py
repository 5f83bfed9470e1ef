"""业主: some offices belong to persons, some to the companies in them; of the rest nobody has said."""

from datetime import date

from deploy.sample.chance import Chance
from deploy.sample.days import months_from
from deploy.sample.inventing import Inventor
from deploy.sample.plan import OwnershipPlan
from deploy.sample.stays import Stays

_PERSONS, _COMPANIES = 22, 8


def ownerships(stays: Stays, inventor: Inventor, chance: Chance, today: date) -> list[OwnershipPlan]:
    settled = [
        stay
        for stay in stays.all
        if stay.unit.slot == "office"
        and not stay.ends
        and stay.unit.exists_until is None
        and stay.unit.exists_from is None
    ]
    drawn = chance.some(settled, _PERSONS + _COMPANIES)
    since = months_from(today, -100, 1)
    return [
        OwnershipPlan(stay.unit, since, person=inventor.person("OTHER"))
        if place < _PERSONS
        else OwnershipPlan(stay.unit, since, enterprise=stay.enterprise)
        for place, stay in enumerate(drawn)
    ]
