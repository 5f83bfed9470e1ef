from collections.abc import Iterator
from math import ceil

from tenants.models import Building, District, Floor, Principal, PrincipalKind

FLOORS, UNITS_A_FLOOR = 40, 20


def add_towers(district: District, enterprises: int) -> Iterator[tuple[Floor, str]]:
    """Towers with room for so many more; call it inside the district. Gives their places, one a unit."""
    count = ceil(enterprises / (FLOORS * UNITS_A_FLOOR))
    first = Building.objects.count() + 1
    office = Principal.objects.filter(kind=PrincipalKind.BUILDING_OFFICE).first()
    towers = [
        Building(name=f"{number}号塔楼", ordinal=number, office=office)
        for number in range(first, first + count)
    ]
    Building.objects.bulk_create(towers)
    floors = [
        Floor(building=tower, label=str(number), ordinal=number)
        for tower in towers
        for number in range(1, FLOORS + 1)
    ]
    Floor.objects.bulk_create(floors, batch_size=2000)
    return (
        (floor, f"{floor.label}{number:02d}") for floor in floors for number in range(1, UNITS_A_FLOOR + 1)
    )
