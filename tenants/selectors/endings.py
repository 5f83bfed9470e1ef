"""Contracts that end soon, as rows for a spreadsheet: whom to speak to about staying."""

from collections.abc import Iterator

from tenants.calendar import today
from tenants.isolation.scope import current_district_id

from .lists import BATCH, Row, last_day, place_of, square_metres
from .occupancy import contracts_ending

ENDING_HEADINGS = (
    "合同到期",
    "剩余天数",
    "单位名称",
    "统一社会信用代码",
    "楼宇",
    "楼层",
    "单元",
    "合同开始",
    "合同面积㎡",
    "合同编号",
)


def ending_rows(within_days: int) -> Iterator[Row]:
    """A row per unit under a contract whose last day is in the next days, the first to end first."""
    day = today()
    ending = contracts_ending(within_days, day).filter(district=current_district_id())
    listed = ending.select_related("enterprise", "unit__building", "unit__floor", "contract").order_by(
        "contract__ends", "unit__building__ordinal", "unit__floor__ordinal", "unit__label", "id"
    )
    for tenancy in listed.iterator(chunk_size=BATCH):
        contract = tenancy.contract
        assert contract is not None and contract.ends is not None
        last = last_day(contract.ends)
        assert last is not None
        yield (
            last,
            (last - day).days,
            tenancy.enterprise.name,
            tenancy.enterprise.uscc,
            *place_of(tenancy.unit),
            contract.starts,
            square_metres(contract.lettable_area_cm2),
            contract.number or None,
        )
