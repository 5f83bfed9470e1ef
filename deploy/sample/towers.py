"""The five towers of Zhongde Plaza: floors, and the units that a floor is cut into.

Built areas of a tower: two basements of 2,400 m², a podium of three floors of 2,500 m², 29 floors of
1,500 m²: 55,800 m², and five times that is the 279,000 m² of the article. The split is invented.
Lettable areas, which GraphQL shows as `areaM2`, are less: about 209,000 m² in all.
"""

from deploy.sample.chance import Chance
from deploy.sample.plan import UnitPlan
from tenants.rules.building_plans import BuildingPlan, read_plans

M2 = 10_000
BASEMENT, PODIUM, UPPER = 2_400 * M2, 2_500 * M2, 1_500 * M2
_FLOORS = "B2|B1|1-3|3A|5-12|12A|13|15-32"
LETTERS = "ABCDE"
# What of the built area a tenant can use, in per cent; the rest are lifts, stairs and lobbies.
_USABLE = {"OFFICE": 72, "HOTEL": 76, "RETAIL": 81, "STREET_RETAIL": 84, "STORAGE": 90, "PARKING": 95}

# Floor → what it is cut into: (number of units, slot, use). Floors not named are offices.
_PODIUM: dict[str, dict[str, list[tuple[int, str, str]]]] = {
    "A": {
        "B1": [(1, "food hall", "RETAIL"), (2, "street", "RETAIL")],
        "1": [(4, "flagship", "RETAIL")],
        "2": [(3, "flagship", "RETAIL")],
        "3": [(2, "flagship", "RETAIL")],
    },
    "B": {
        "B1": [(1, "supermarket", "RETAIL")],
        "1": [(4, "flagship", "RETAIL")],
        "2": [(3, "flagship", "RETAIL")],
        "3": [(2, "flagship", "RETAIL")],
    },
    "C": {
        "B1": [(6, "street", "STREET_RETAIL")],
        "1": [(14, "street", "STREET_RETAIL")],
        "2": [(10, "street", "STREET_RETAIL")],
        "3": [(5, "food", "RETAIL")],
    },
    "D": {
        "B1": [(2, "leisure", "RETAIL")],
        "1": [(14, "street", "STREET_RETAIL")],
        "2": [(8, "food", "STREET_RETAIL")],
        "3": [(5, "food", "RETAIL")],
    },
    "E": {
        "B1": [(2, "hotel", "HOTEL")],
        "1": [(1, "hotel", "HOTEL"), (4, "street", "RETAIL")],
        "2": [(1, "hotel", "HOTEL"), (3, "food", "RETAIL")],
        "3": [(1, "hotel", "HOTEL")],
    },
}
_OFFICE_CUTS = (1, 2, 2, 3, 1, 2, 4, 2, 1, 3, 2)


def building_plans() -> list[BuildingPlan]:
    rows = (
        f"{letter}座,{letter}栋|{number}号楼|{letter}|中德广场{letter}座,{_FLOORS}"
        for number, letter in enumerate(LETTERS, start=1)
    )
    return read_plans("\n".join(["name,aliases,floors", *rows]).encode())


def units(chance: Chance) -> list[UnitPlan]:
    """Every unit that stands today, tower by tower, from the basement up."""
    return [
        unit
        for plan in building_plans()
        for floor in plan.floors
        for unit in cut(plan.name, floor, _cuts(plan.name[0], floor, chance), chance)
    ]


def _cuts(letter: str, floor: str, chance: Chance) -> list[tuple[int, str, str]]:
    if floor == "B2":
        return [(1, "parking", "PARKING"), (3, "storage", "STORAGE")]
    if floor in _PODIUM[letter]:
        return _PODIUM[letter][floor]
    if letter == "E" and floor.isdigit() and int(floor) >= 15:
        return [(1, "hotel", "HOTEL")]
    return [(chance.pick(_OFFICE_CUTS), "office", "OFFICE")]


def cut(tower: str, floor: str, cuts: list[tuple[int, str, str]], chance: Chance) -> list[UnitPlan]:
    """The units of one floor; their built areas add up to the floor's."""
    whole = area_of_floor(floor)
    wanted = [(slot, use) for count, slot, use in cuts for _number in range(count)]
    # Halls and car parks are several times as large as what stands beside them.
    weights = [
        chance.between(80, 120) * (9 if slot in {"food hall", "parking", "hotel"} else 1)
        for slot, _ in wanted
    ]
    areas = shares(whole, weights)
    return [
        UnitPlan(
            tower=tower,
            floor=floor,
            label=label(floor, number),
            slot=slot,
            use=use,
            built_area_cm2=area,
            lettable_area_cm2=area * _USABLE[use] // 100,
        )
        for number, ((slot, use), area) in enumerate(zip(wanted, areas, strict=True), start=1)
    ]


def area_of_floor(floor: str) -> int:
    """Built area of a floor in cm²."""
    return BASEMENT if floor.startswith("B") else PODIUM if floor in {"1", "2", "3"} else UPPER


def shares(whole: int, weights: list[int]) -> list[int]:
    """A whole in parts of full square metres, by weight; the last takes what is left."""
    parts = [whole * weight // sum(weights) // M2 * M2 for weight in weights[:-1]]
    return [*parts, whole - sum(parts)]


def label(floor: str, number: int) -> str:
    """B1-04, 1203, 12A05: how people here write a unit."""
    return f"{floor}-{number:02d}" if floor.startswith("B") else f"{floor}{number:02d}"
