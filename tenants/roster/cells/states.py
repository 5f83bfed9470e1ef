"""A row whose name cell says what becomes of the unit: it is about the unit and no company."""

import re

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell

_WORDS = {
    "VACANT": ("空置", "空", "空房", "空铺", "空关", "闲置", "空闲", "空置房", "空置单元", "VACANT", "EMPTY"),
    "TO_LET": ("待租", "招租", "待招租", "待出租", "可租", "TOLET", "FORRENT"),
    "RESERVED": ("已订", "已定", "预订", "预定", "已预订", "已预定", "预留", "RESERVED"),
    "FITTING_OUT": ("装修", "装修中", "在装", "在装修", "施工中", "FITTINGOUT", "FITOUT"),
    "OWN_USE": ("自用", "物业用房", "物业自用", "物业办公", "业主自用", "管理用房", "OWNUSE"),
    "OUT_OF_USE": ("停用", "封存", "维修中", "停租", "OUTOFUSE"),
}
_STATES = {word: state for state, words in _WORDS.items() for word in words}
_DECORATION = re.compile(r"^[(\[【]|[)\]】]$|^正在|(?<=.)中$|[!。.]+$")


def read_unit_state(cell: Cell) -> str | None:
    """Returns VACANT or one of the stored states of a unit, or None when the cell is not such a word.

    Only the whole cell counts: 装饰 and 空间 are parts of many firms' names.
    """
    text = folded(cell)
    return _STATES.get(text) or _STATES.get(_DECORATION.sub("", text))
