"""Where a row is: its tower, and its units with what tower and floor the row or the cell itself tells."""

import re
from typing import TYPE_CHECKING

from tenants.roster.cells.floors import read_floor
from tenants.roster.cells.text import as_text, folded
from tenants.roster.cells.units import Label, parts_of, read_units
from tenants.roster.checked import CheckedRow
from tenants.roster.places import Towers
from tenants.roster.problems import Read

if TYPE_CHECKING:
    from tenants.roster.checking import Cells

# Where no tower is told, B502 is a door of tower B: nobody digs so deep.
_NO_BASEMENT = re.compile(r"B[4-9]\d{2}(?!\d)")


def read_place(reader: "Cells", checked: CheckedRow, towers: Towers) -> None:
    """Reads tower and units into `checked`, and notes what is wrong with them."""
    written = reader.text("building")
    if written is not None:
        # A bare number in the tower's column is a tower's number.
        checked.building = towers.find(written) or towers.find(f"{folded(written).rstrip('#号')}号楼")
    elif "building" not in reader.broken:
        checked.building = towers.only
    floor = read_floor(reader.cell("floor"))
    read = _units(reader, checked, towers, floor)
    if checked.building is None and "building" not in reader.broken:
        checked.add("building", written or "", "no_such_building", "、".join(towers.names))
    checked.units = reader.take("units", read) or ()
    if reader.text("units") is None and "units" not in reader.broken:
        checked.add("units", "", "unit_missing")
    told = {label.floor for label in checked.units if label.floor}
    if floor is not None and len(told) == 1 and floor not in told and "floor" in checked.headings:
        checked.add("floor", as_text(reader.cell("floor")), "floor_differs", told.pop())


def _units(
    reader: "Cells", checked: CheckedRow, towers: Towers, floor: str | None
) -> Read[tuple[Label, ...]]:
    cell = reader.cell("units")
    label = towers.label(checked.building, cell)
    if label is not None:
        return Read((Label("", label),))
    read = read_units(cell, floor)
    in_doubt = checked.building is None and _NO_BASEMENT.match(folded(cell))
    if not isinstance(cell, str) or not (read.code == "not_a_unit" or in_doubt):
        return read
    # A座1203, 1号楼-1203: the cell names the tower too.
    parts, named = [], set()
    for part in parts_of(cell):
        # B1-04 is a door in the basement, also where a tower goes by B.
        alone = read_units(part, floor).value and not _NO_BASEMENT.match(part)
        tower, rest = (None, part) if alone else towers.begins(part)
        named |= {tower} - {None}
        parts.append(rest)
    tower = named.pop() if len(named) == 1 else None
    if tower is None:
        return read
    label = towers.label(tower, "".join(parts))
    inner: Read[tuple[Label, ...]] = (
        Read((Label("", label),)) if label is not None else read_units("/".join(parts), floor)
    )
    if inner.value is None:
        return read
    if checked.building is None and reader.text("building") is None:
        checked.building = tower
    if checked.building not in (None, tower):
        return Read(None, "other_tower", checked.building or "")
    return inner
