"""Who is where, as rows for a spreadsheet: read in batches, at constant memory."""

from collections.abc import Iterator
from datetime import date, timedelta

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


def occupancy_rows(day: date | None = None) -> Iterator[tuple[str, ...]]:
    """A row per standing tenancy, by building, floor, unit. Keep the scope open."""
    standing = tenancies_on(day or today()).select_related(
        "enterprise", "unit__building", "unit__floor", "contract"
    )
    ordered = standing.order_by("unit__building__ordinal", "unit__floor__ordinal", "unit__label", "id")
    for tenancy in ordered.iterator(chunk_size=BATCH):
        yield _row(tenancy)


def vacancy_rows(day: date | None = None) -> Iterator[tuple[str, ...]]:
    """A row per vacant unit."""
    for unit in vacant_units(day):
        yield (*_place(unit), unit.get_use_display(), unit.get_state_display(), _m2(unit.lettable_area_cm2))


def move_rows(report: MoveReport) -> Iterator[tuple[str, ...]]:
    """A row per move-in, then one per move-out."""
    for what, tenancies in (("迁入", report.moved_in), ("迁出", report.moved_out)):
        for tenancy in tenancies:
            yield (what, *_row(tenancy))


def _row(tenancy: Tenancy) -> tuple[str, ...]:
    contract = tenancy.contract
    return (
        *_place(tenancy.unit),
        tenancy.enterprise.name,
        tenancy.enterprise.uscc or "",
        str(tenancy.starts or ""),
        _last_day(tenancy.ends),
        _last_day(contract.ends) if contract else "",
        _m2(tenancy.unit.lettable_area_cm2),
    )


def _place(unit: Unit) -> tuple[str, str, str]:
    return unit.building.name, unit.floor.label, unit.label


def _last_day(ends: date | None) -> str:
    return str(ends - timedelta(days=1)) if ends else ""


def _m2(area_cm2: int | None) -> str:
    return f"{area_cm2 / CM2_IN_M2:.2f}" if area_cm2 else ""
