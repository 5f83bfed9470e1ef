"""Sheets that are there for other reasons than to say who is in the towers today."""

import re

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Sheet

_VOID = re.compile(
    r"作废|废弃|已废|无效|勿用|停用|旧版|旧表|备份|历史|存档|归档|已?退租|已?迁出|撤场|往年|VOID|OBSOLETE|BACKUP|ARCHIVE"
)
_EXPLAINING = re.compile(
    r"(填表|填写|填报|使用|字段|导入)?(说明|须知)|示例|样例|样表|范例|字典|下拉|选项|EXAMPLE|README|INSTRUCTIONS?"
)
_VOID_TITLE = re.compile(r"作废|已废止|停止使用|勿用")


def is_void(sheet: Sheet, header: int) -> bool:
    """Whether the sheet's name, or a title above its header (row index `header`), says that it is void, old,
    or an explanation."""
    name = folded(sheet.name)
    if _VOID.search(name) or _EXPLAINING.fullmatch(re.sub(r"[()\d]", "", name)):
        return True
    return any(_VOID_TITLE.search(folded(cell)) for row in sheet.rows[:header] for cell in row if cell)
