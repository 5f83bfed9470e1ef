"""Rows below the header that are no tenants: blank ones, subtotals, signatures."""

import re
from collections.abc import Mapping
from typing import Literal

from tenants.roster.cells.text import folded, says_nothing
from tenants.roster.files.sheet import Cell

_SUM = re.compile(r"(本页|本层|本栋|本楼)?(小计|合计|总计|共计|累计|SUBTOTAL|GRANDTOTAL|TOTAL)([:(].*)?")
_TOWER_SUM = re.compile(r".{0,12}(小计|合计|总计)([:(].*)?")
_SIGNATURE = re.compile(
    r"(制表|填表|填报|审核|复核|审批|校对|统计|经办|编制|打印)(人|单位|部门|日期|时间|员)?[:].*"
    r"|(签字|签名|盖章|日期|负责人|备注|说明|注)[:].*"
)
# What a row of a tenant or of a unit cannot do without at least one of.
_TELLING = ("name", "uscc", "units", "area", "phone", "from", "contract_to")

Leftover = Literal["blank", "sum", "signature"]


def leftover(cells: Mapping[str, Cell], first_text: Cell) -> Leftover | None:
    """Takes a row's cells by field and its first cell that is not blank, whatever its column.

    Returns what the row is when it is no tenant or unit. "sum" rows are shown as ignored, others not at all.
    """
    name, units = folded(cells.get("name", "")), folded(cells.get("units", ""))
    if any(
        _SUM.fullmatch(text) for text in (name, units, folded(first_text), folded(cells.get("building", "")))
    ):
        return "sum"
    if _TOWER_SUM.fullmatch(folded(first_text)) and not units:
        return "sum"
    if _SIGNATURE.fullmatch(folded(first_text)):
        return "signature"
    if all(says_nothing(cells.get(field, "")) for field in _TELLING):
        return "blank"
    return None
