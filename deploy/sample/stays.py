"""Who is where, since when: a ledger of stays that keeps two of them off one unit."""

from datetime import date

from deploy.sample.chance import Chance
from deploy.sample.days import begun
from deploy.sample.plan import EnterprisePlan, StayPlan, UnitPlan

EVER, NEVER = date.min, date.max


class Stays:
    """All stays of a district. `free` tells whether a unit has nobody on it over a span of days."""

    def __init__(self) -> None:
        self.all: list[StayPlan] = []
        self._on: dict[int, list[StayPlan]] = {}

    def add(self, stay: StayPlan) -> StayPlan:
        self.all.append(stay)
        self._on.setdefault(id(stay.unit), []).append(stay)
        return stay

    def on(self, unit: UnitPlan) -> list[StayPlan]:
        return self._on.get(id(unit), [])

    def of(self, enterprise: EnterprisePlan) -> list[StayPlan]:
        return [stay for stay in self.all if stay.enterprise is enterprise]

    def free(self, unit: UnitPlan, starts: date, ends: date) -> bool:
        exists = (unit.exists_from or EVER) <= starts and ends <= (unit.exists_until or NEVER)
        return exists and all(
            (stay.ends or NEVER) <= starts or ends <= (stay.starts or EVER) for stay in self.on(unit)
        )

    def vacant(self, units: list[UnitPlan], today: date) -> list[UnitPlan]:
        return [unit for unit in units if self.free(unit, today, NEVER)]


def settle(
    stays: Stays, units: list[UnitPlan], enterprises: list[EnterprisePlan], chance: Chance, today: date
) -> None:
    """Put everybody somewhere, floor by floor; what is left over stays vacant, spread evenly.

    Raises ValueError when there are more enterprises than units.
    """
    sizes = [_size(unit_count=len(units), wanting=len(enterprises), chance=chance) for _ in enterprises]
    spare = len(units) - sum(sizes)
    waiting = list(zip(enterprises, sizes, strict=True))
    floors: dict[tuple[str, str], list[UnitPlan]] = {}
    for unit in units:
        floors.setdefault((unit.tower, unit.floor), []).append(unit)
    left = len(units)
    for floor in floors.values():
        while floor:
            if not waiting or (spare > 0 and chance.below(left) < spare):
                floor.pop(0)
                spare, left = spare - 1, left - 1
                continue
            enterprise, size = waiting.pop(0)
            taken, floor[:] = floor[:size], floor[size:]
            left, spare = left - len(taken), spare + size - len(taken)
            starts = max(begun(today, chance), *(unit.exists_from or EVER for unit in taken), EVER)
            for unit in taken:
                stays.add(StayPlan(enterprise=enterprise, unit=unit, starts=starts))
    if waiting:
        raise ValueError(f"{len(waiting)} enterprises found no unit.")


def _size(*, unit_count: int, wanting: int, chance: Chance) -> int:
    """How many units somebody takes: nearly always one; more only where there is room for all."""
    if unit_count < wanting * 5 // 4:
        return 1
    return chance.pick([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3])
