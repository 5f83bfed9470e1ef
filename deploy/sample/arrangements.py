"""What a stacking plan has besides one tenant on one unit: halls, hot desks, sublets, a hotel."""

from collections import Counter
from datetime import date

from deploy.sample import halls
from deploy.sample.chance import Chance
from deploy.sample.days import months_from
from deploy.sample.plan import EnterprisePlan, StayPlan, UnitPlan
from deploy.sample.stays import Stays
from deploy.sample.trades import slot_of


class Cast:
    """Enterprises that wait for a place, by where their trade settles."""

    def __init__(self, enterprises: list[EnterprisePlan], chance: Chance) -> None:
        self._waiting: dict[str, list[EnterprisePlan]] = {}
        for enterprise in chance.shuffled(enterprises):
            self._waiting.setdefault(slot_of(enterprise.trade), []).append(enterprise)

    def some(self, slot: str, count: int) -> list[EnterprisePlan]:
        """So many of them, who wait no longer."""
        waiting = self._waiting[slot]
        taken, waiting[:] = waiting[:count], waiting[count:]
        return taken

    def rest(self, slot: str) -> list[EnterprisePlan]:
        return self.some(slot, len(self._waiting[slot]))


def shared_address(stays: Stays, unit: UnitPlan, tenants: list[EnterprisePlan], today: date) -> None:
    """集群注册: several small companies at one address, none of which keeps the others out."""
    for place, tenant in enumerate(tenants):
        stays.add(StayPlan(tenant, unit, months_from(today, -20 + 3 * place, 1), shared=True))


def desks(stays: Stays, rooms: list[UnitPlan], tenants: list[EnterprisePlan], today: date) -> None:
    """A hall of which nobody holds the whole: its rooms are let one by one, two are vacant."""
    for place, (room, tenant) in enumerate(zip(rooms, tenants, strict=False)):
        stays.add(StayPlan(tenant, room, months_from(today, -5 - 4 * place, 1)))


def food_hall(
    stays: Stays, units: list[UnitPlan], operator: EnterprisePlan, stalls: list[EnterprisePlan], today: date
) -> None:
    """One company holds the hall; the stalls in it sublet from that company."""
    hall = next(unit for unit in units if unit.slot == "food hall")
    whole = stays.add(StayPlan(operator, hall, months_from(today, -50, 1)))
    rooms = halls.rooms_of(hall, halls.FOOD_STALLS, "stall", Chance("stalls"))
    units.extend(rooms)
    for place, (room, stall) in enumerate(zip(rooms, stalls, strict=False)):
        stays.add(StayPlan(stall, room, months_from(today, -48 + 4 * place, 1), parent=whole))


def hotel(stays: Stays, units: list[UnitPlan], company: EnterprisePlan, today: date) -> None:
    """One company on all the hotel's floors, under one contract."""
    for unit in units:
        if unit.slot == "hotel":
            stays.add(StayPlan(company, unit, months_from(today, -70, 1)))


def sublet(stays: Stays, units: list[UnitPlan], tenant: EnterprisePlan, today: date) -> None:
    """A tenant with a floor to itself lets a room of it to somebody else."""
    since = months_from(today, -9, 1)
    alone = {
        place for place, count in Counter((unit.tower, unit.floor) for unit in units).items() if count == 1
    }
    whole = next(
        stay
        for stay in stays.all
        if stay.unit.slot == "office"
        and stay.unit.exists_from is None
        and (stay.unit.tower, stay.unit.floor) in alone
        and stay.starts is not None
        and stay.starts < since
    )
    rooms = halls.rooms_of(whole.unit, 2, "room", Chance("sublet"))
    units.extend(rooms)
    stays.add(StayPlan(tenant, rooms[1], since, parent=whole))
