"""Rows below the header that are no tenants: blank ones, subtotals, signatures."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from tenants.roster.cells.text import folded, says_nothing
from tenants.roster.files.sheet import Cell

_SUM = re.compile(
    r"(本页|本层|本栋|本楼|以上)?(小计|合计|总计|共计|累计|SUBTOTAL|GRANDTOTAL|TOTAL)([:(\d].*)?"
)
_TOWER_SUM = re.compile(r".{0,12}(小计|合计|总计)([:(\d].*)?")
_SIGNATURE = re.compile(
    r"(制表|填表|填报|审核|复核|审批|校对|统计|经办|编制|打印|核对|主管|经理)(人|单位|部门|日期|时间|员)?(签字|签名)?[:].*"
    r"|.{0,8}(签字|签名|盖章|(?<!联系)人|员)[()（）签字盖章]*[:].*"
    r"|(日期|负责人|备注|说明|注|附注|提示|联系人|联系电话|电话|单位|更新时间|截止日期)[:].*"
    r"|(第\d+页)?[,/]?(共\d+页)|第\d+页|PAGE\d+(OF\d+)?|-\d+-"
)
_SUMMARY = re.compile(
    r"其中[:].*|(已租|未租|可租|出租|空置|总|总建筑|建筑|租赁|计租|总计租|入驻)(面积|率|户数|家数|总数)[:]?.*"
)
_LABEL = re.compile(r"(填表|制表|填报|统计|更新|打印)(日期|时间|人|单位)|(说明|备注|注|联系人|日期)[:]?")
_NUMBERED_NOTE = re.compile(r"\d{1,2}[.、)](?!.*(公司|店|厂|所|社|部|中心)$).*")
_SENTENCE = re.compile(r"^(以上|以下|截至|截止|注|※|\*).*|.*[。;].*")
# What a row of a tenant or of a unit cannot do without at least one of.
_TELLING = ("name", "uscc", "units", "area", "phone", "contact", "from", "contract_to", "term")

Leftover = Literal["blank", "sum", "signature"]


def leftover(cells: Mapping[str, Cell], texts: Sequence[str]) -> Leftover | None:
    """Takes a row's cells by field and all that stands in the row, whatever its column.

    Returns what the row is when it is no tenant or unit. "sum" rows are shown as ignored, others not at all.
    """
    first = folded(texts[0]) if texts else ""
    name, units = folded(cells.get("name", "")), folded(cells.get("units", ""))
    if any(map(_is_sum, (name, units, first, folded(cells.get("building", ""))))):
        return "sum"
    if not units and (_TOWER_SUM.fullmatch(first) or _TOWER_SUM.fullmatch(name)):
        return "sum"
    if not (name or units) and any(_is_sum(folded(text)) for text in texts):
        return "sum"
    if not units and any(_SUMMARY.fullmatch(text) for text in (first, name)):
        return "sum"
    if not units and (_LABEL.fullmatch(first) or (len(texts) == 1 and _NUMBERED_NOTE.fullmatch(first))):
        return "signature"
    if _SIGNATURE.fullmatch(first) or (len(set(texts)) == 1 and _SENTENCE.match(first)):
        return "signature"
    telling = [field for field in _TELLING if not says_nothing(cells.get(field, ""))]
    if telling == ["area"] and len(texts) == 1:
        return "sum"
    return None if telling else "blank"


@lru_cache(maxsize=4096)
def _is_sum(text: str) -> bool:
    return bool(_SUM.fullmatch(text))
