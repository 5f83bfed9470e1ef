"""统一社会信用代码 as people write them: lower case, spaces, full width, or "still being applied for"."""

import re

from tenants.roster.cells.text import folded, says_nothing
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read
from tenants.rules.uscc import check

_NONE_YET = frozenset(
    {
        "办理中",
        "正在办理",
        "待办理",
        "待办",
        "申请中",
        "申办中",
        "未办理",
        "未办",
        "待补",
        "待补充",
        "待定",
        "没有",
        "PENDING",
    }
)
# Words only, and one of them says that there is none yet: 暂无（办理中）, 新办中.
_NONE_YET_SOMEHOW = re.compile(
    r"[^0-9A-Z]*(办理|申请|申办|新办|在办|待办|补办|未办|暂无|暂缺|未提供|未取得|待提供)[^0-9A-Z]*"
)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+")


def read_uscc(cell: Cell) -> Read[str]:
    """Returns the code, or None without a problem when the sheet says that there is none (yet).

    Codes: "uscc_as_number" where Excel rounded it, and those of `tenants.rules.uscc` with what is right.
    """
    text = folded(cell)
    if says_nothing(cell) or text in _NONE_YET or _NONE_YET_SOMEHOW.fullmatch(text):
        return Read(None)
    if isinstance(cell, float) and cell >= 1e15 or _SCIENTIFIC.fullmatch(text):
        return Read(None, "uscc_as_number")
    text = re.sub(r"[-—–'’.]", "", text)
    problem = check(text)
    if problem is not None:
        return Read(None, problem.code, problem.right)
    return Read(text)
