"""Floors and units that a roster names and nobody had written down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tenants.actions.claims import Path
from tenants.acts.recording import Record
from tenants.isolation.models import new_id
from tenants.models import Building, Floor, Unit
from tenants.roster.cells.units import read_units
from tenants.roster.floors import with_floor
from tenants.roster.plan import NewUnit
from tenants.roster.present import Place
from tenants.selectors.occupancy import existing_units


def create_units(
    record: Record, wanted: Iterable[NewUnit], buildings: Mapping[str, Building]
) -> dict[Place, Path]:
    """Writes the units, and first the floors they stand on; returns, by their place, the ids of the units
    around each and its own."""
    by_building: dict[str, list[NewUnit]] = defaultdict(list)
    for unit in wanted:
        by_building[unit.place[0]].append(unit)
    made: dict[Place, Path] = {}
    rows: list[dict[str, Any]] = []
    halls = _whole_floors(buildings[name] for name in by_building)
    for name, units in by_building.items():
        floors = _floors(record, buildings[name], {unit.floor for unit in units})
        for unit in units:
            id_, floor = new_id(), floors[unit.floor].id
            hall = halls.get(floor)
            made[unit.place] = [hall.id, id_] if hall else [id_]
            rows.append(
                {
                    "id": id_,
                    "building_id": buildings[name].id,
                    "floor_id": floor,
                    "parent_id": hall.id if hall else None,
                    "label": unit.place[1],
                    "lettable_area_cm2": unit.area_cm2,
                    "state": unit.state,
                }
            )
    record.create_rows(Unit, rows)
    return made


def _whole_floors(buildings: Iterable[Building]) -> dict[UUID, Unit]:
    """By floor the unit that is all of it, where there is one: what is put on the floor lies within."""
    units = existing_units().filter(building__in=list(buildings), parent=None)
    return {
        unit.floor_id: unit
        for unit in units
        if any(label.is_whole_floor for label in read_units(unit.label).value or ())
    }


def _floors(record: Record, building: Building, labels: set[str]) -> dict[str, Floor]:
    """The building's floors by label, those in `labels` written where they are missing."""
    floors = {floor.label: floor for floor in Floor.objects.filter(building=building).order_by("ordinal")}
    order = list(floors)
    new = sorted(labels - floors.keys())
    for label in new:
        order = with_floor(order, label)
    # Floors keep their number as long as the ones put in between leave them room.
    number = floors[order[0]].ordinal - 1 if order and order[0] in floors else -len(new)
    for label in order:
        floor = floors.get(label)
        number = number + 1 if floor is None else max(number + 1, floor.ordinal)
        if floor is None:
            floors[label] = Floor(building=building, label=label, ordinal=number)
        elif floor.ordinal != number:
            record.update(floor, ordinal=number)
    record.create_many([floors[label] for label in new])
    return floors
