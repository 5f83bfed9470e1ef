"""The layout of whoever has none yet: our own columns, in Chinese or in English."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tenants.models import Building
from tenants.roster.places import Towers
from tenants.selectors.occupancy import existing_units

from .lines import Lines
from .standing import standing_pairs
from .tables import OutRow, Table

# Field, Chinese heading, English heading: all of them known to `headings.toml`.
COLUMNS = (
    ("name", "单位名称", "Company Name"),
    ("uscc", "统一社会信用代码", "Unified Social Credit Code"),
    ("building", "楼宇", "Building"),
    ("floor", "楼层", "Floor"),
    ("units", "房号", "Unit No"),
    ("area", "租赁面积（㎡）", "Leased Area (m²)"),
    ("format", "业态", "Business Format"),
    ("person", "联系人", "Contact Person"),
    ("phone", "联系电话", "Phone"),
    ("from", "合同开始", "Lease Start"),
    ("contract_to", "合同到期", "Lease End"),
    ("note", "备注", "Notes"),
)
SHEETS = ("台账", "Roster")
AT_ONCE = 500


def standard_table(towers: Towers, language: str) -> Table:
    """A table of our own columns, without rows."""
    at = 0 if language.lower().startswith("zh") else 1
    columns: list[dict[str, Any]] = [
        {"heading": headings[at], "field": field} for field, *headings in COLUMNS
    ]
    head = [[column["heading"] for column in columns]]
    return Table(SHEETS[at], columns, head, 1, [], towers)


def everybody(lines: Lines, table: Table, buildings: list[Building]) -> Iterator[OutRow]:
    """A row for whoever stands in these towers, then for the units where nobody is, floor by floor."""
    occupied = [unit for _enterprise, unit, _floor, _building in standing_pairs(buildings)]
    units = existing_units().filter(building__in=buildings)
    ordered = units.order_by("building__ordinal", "floor__ordinal", "label", "id")
    wanted = list(dict.fromkeys([*ordered.values_list("id", flat=True), *occupied]))
    eye = table.eye()
    for start in range(0, len(wanted), AT_ONCE):
        part: list[UUID] = wanted[start : start + AT_ONCE]
        for row in lines.fresh(part, table, eye):
            row.changed.clear()
            yield row
