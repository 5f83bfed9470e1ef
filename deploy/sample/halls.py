"""Units within units, and units that were cut or joined: what a stacking plan finds hard."""

from datetime import date

from deploy.sample.chance import Chance
from deploy.sample.days import months_from
from deploy.sample.plan import UnitPlan
from deploy.sample.towers import cut, shares

FOOD_STALLS, DESKS = 12, 8


def rooms_of(hall: UnitPlan, count: int, slot: str, chance: Chance) -> list[UnitPlan]:
    """Rooms that take four fifths of a hall; the rest is the way between them."""
    areas = shares(hall.lettable_area_cm2 * 4 // 5, [chance.between(80, 120) for _ in range(count)])
    return [
        UnitPlan(
            tower=hall.tower,
            floor=hall.floor,
            label=f"{hall.label}-{number}",
            slot=slot,
            use=hall.use,
            built_area_cm2=area,
            lettable_area_cm2=area,
            parent=hall,
        )
        for number, area in enumerate(areas, start=1)
    ]


def whole_floor(units: list[UnitPlan], tower: str, floor: str, slot: str, chance: Chance) -> UnitPlan:
    """Let a floor be one unit, whatever it was cut into; `units` is changed."""
    units[:] = [unit for unit in units if (unit.tower, unit.floor) != (tower, floor)]
    [whole] = cut(tower, floor, [(1, slot, "OFFICE")], chance)
    units.append(whole)
    return whole


def split_floor(units: list[UnitPlan], tower: str, floor: str, today: date, chance: Chance) -> UnitPlan:
    """A floor that was one unit and has been four for two years. Returns what it was."""
    day = months_from(today, -24, 1)
    was = whole_floor(units, tower, floor, "past", chance)
    was.exists_until = day
    for part in cut(tower, floor, [(4, "office", "OFFICE")], chance):
        part.exists_from = day
        units.append(part)
    return was


def merged_floor(
    units: list[UnitPlan], tower: str, floor: str, today: date, chance: Chance
) -> list[UnitPlan]:
    """A floor that was two units and has been one for a year. Returns what it was."""
    day = months_from(today, -12, 1)
    whole_floor(units, tower, floor, "office", chance).exists_from = day
    halves = cut(tower, floor, [(2, "past", "OFFICE")], chance)
    for half in halves:
        half.exists_until = day
    units.extend(halves)
    return halves


def standing(units: list[UnitPlan], today: date) -> list[UnitPlan]:
    """Units that exist today and lie in no other: their built areas add up to the district's."""
    return [
        unit
        for unit in units
        if unit.parent is None and (unit.exists_until is None or unit.exists_until > today)
    ]
