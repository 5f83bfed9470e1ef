"""Who is where, as rows for a spreadsheet: read in batches, at constant memory."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tenants.calendar import today
from tenants.models import Tenancy, Unit

from .moves import MoveReport
from .occupancy import tenancies_on, vacant_units

HEADINGS = (
    "楼宇",
    "楼层",
    "单元",
    "单位名称",
    "统一社会信用代码",
    "入驻日期",
    "最后一日",
    "合同到期",
    "面积㎡",
)
VACANT_HEADINGS = ("楼宇", "楼层", "单元", "用途", "状态", "面积㎡")
MOVE_HEADINGS = ("变动", *HEADINGS)
CM2_IN_M2 = 10_000
BATCH = 2_000
# Days, areas as numbers, texts; None where nothing is known.
Row = tuple[Any, ...]


def occupancy_rows(day: date | None = None) -> Iterator[Row]:
    """A row per standing tenancy, by building, floor, unit. Keep the scope open."""
    standing = tenancies_on(day or today()).select_related(
        "enterprise", "unit__building", "unit__floor", "contract"
    )
    ordered = standing.order_by("unit__building__ordinal", "unit__floor__ordinal", "unit__label", "id")
    for tenancy in ordered.iterator(chunk_size=BATCH):
        yield _row(tenancy)


def vacancy_rows(day: date | None = None) -> Iterator[Row]:
    """A row per vacant unit."""
    for unit in vacant_units(day):
        area = square_metres(unit.lettable_area_cm2)
        yield (*place_of(unit), unit.get_use_display(), unit.get_state_display(), area)


def move_rows(report: MoveReport) -> Iterator[Row]:
    """A row per move-in, then one per move-out."""
    for what, tenancies in (("迁入", report.moved_in), ("迁出", report.moved_out)):
        for tenancy in tenancies:
            yield (what, *_row(tenancy))


def _row(tenancy: Tenancy) -> Row:
    contract = tenancy.contract
    return (
        *place_of(tenancy.unit),
        tenancy.enterprise.name,
        tenancy.enterprise.uscc,
        tenancy.starts,
        last_day(tenancy.ends),
        last_day(contract.ends) if contract else None,
        square_metres(tenancy.unit.lettable_area_cm2),
    )


def place_of(unit: Unit) -> tuple[str, str, str]:
    """Tower, floor and label."""
    return unit.building.name, unit.floor.label, unit.label


def last_day(ends: date | None) -> date | None:
    """What people call the end of a range."""
    return ends - timedelta(days=1) if ends else None


def square_metres(area_cm2: int | None) -> Decimal | None:
    """1_200_000 → 120.00."""
    return (Decimal(area_cm2) / CM2_IN_M2).quantize(Decimal("0.01")) if area_cm2 else None
