"""整层: somebody has a whole floor. Where its rooms are known it is those; where not, it is one unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tenants.models import Unit
from tenants.roster.cells.units import WHOLE, Label, read_units
from tenants.roster.checked import CheckedRow
from tenants.roster.present import Place


def spread_floors(rows: Iterable[CheckedRow], units: Mapping[Place, Unit]) -> None:
    """Writes, into rows that name a whole floor, the rooms that stand on it, in place. A floor that is itself
    a unit stays one; so does a floor of which no room is known."""
    wanting = [row for row in rows if row.building and any(label.is_whole_floor for label in row.units)]
    if not wanting:
        return
    rooms: dict[tuple[str, str], dict[str, Label]] = defaultdict(dict)
    for (tower, _), unit in units.items():
        found = read_units(unit.label).value or ()
        if len(found) == 1 and unit.parent_id is None:
            rooms[tower, found[0].floor].setdefault(unit.label, found[0])
    for row in wanting:
        assert row.building is not None
        spread: list[Label] = []
        for label in row.units:
            place = (row.building, label.text)
            if label.is_whole_floor and place not in units:
                spread.extend(sorted(rooms[row.building, label.floor].values()) or [label])
            else:
                spread.append(label)
        row.units = tuple(dict.fromkeys(spread))


def floor_around(place: Place, labels: Sequence[Label], units: Mapping[Place, Unit]) -> Unit | None:
    """The unit that is all of the floor on which a new unit is to be, if there is one."""
    label = next((label for label in labels if label.text == place[1]), None)
    return units.get((place[0], f"{label.floor}{WHOLE}")) if label is not None else None
