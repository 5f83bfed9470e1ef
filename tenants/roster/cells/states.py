"""A row whose name cell says what becomes of the unit: it is about the unit and no company."""

import re
from functools import lru_cache

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell

_WORDS = {
    "VACANT": (
        *(
            "空置",
            "空",
            "空房",
            "空铺",
            "空关",
            "闲置",
            "空闲",
            "空置房",
            "空置单元",
            "空置中",
            "空室",
            "空单元",
            "暂空",
            "未入驻",
            "暂未入驻",
        ),
        *("VACANT", "EMPTY", "空置房源", "空置铺位"),
    ),
    "TO_LET": (
        *(
            "待租",
            "招租",
            "待招租",
            "待出租",
            "可租",
            "待租房",
            "待租赁",
            "未租",
            "未出租",
            "招商中",
            "待招商",
        ),
        *("TOLET", "FORRENT", "AVAILABLE"),
    ),
    "RESERVED": (
        "已订",
        "已定",
        "预订",
        "预定",
        "已预订",
        "已预定",
        "预留",
        "意向",
        "已签约待入驻",
        "待入驻",
        "RESERVED",
    ),
    "FITTING_OUT": (
        "装修",
        "改造中",
        "装修施工",
        "FIT-OUT",
        "FITTING-OUT",
        "UNDERRENOVATION",
        "RENOVATION",
        "装修中",
        "在装",
        "在装修",
        "待装修",
        "施工中",
        "装修期",
        "FITTINGOUT",
        "FITOUT",
    ),
    "OWN_USE": (
        *(
            "自用",
            "物业用房",
            "物业自用",
            "物业办公",
            "业主自用",
            "管理用房",
            "物业管理用房",
            "设备用房",
            "设备间",
            "配电室",
            "机房",
        ),
        *(
            "物业办公室",
            "物业服务中心用房",
            "公共用房",
            "公区",
            "公共区域",
            "样板间",
            "物业办公用房",
            "物业服务用房",
            "消防控制室",
            "消控室",
            "监控室",
            "值班室",
            "MANAGEMENTOFFICE",
            "会议室自用",
            "业主自留",
            "业主自持",
            "OWNUSE",
        ),
    ),
    "OUT_OF_USE": ("停用", "封存", "维修中", "停租", "不可租", "OUTOFUSE"),
}
_STATES = {word: state for state, words in _WORDS.items() for word in words}
_DECORATION = re.compile(r"^[(\[【*]+|[)\]】*]+$|^(正在|现|目前|已)|(?<=.)(中|状态)$|[!。.]+$")
_BRACKETED = re.compile(r"[(\[【].*[)\]】]$")
_DETAIL = re.compile(r"(:.*|\d+(\.\d+)?(平|M2|平米|平方米)?)$")
_REMARKED = re.compile(r"[\n\-—,，;；:：]+|\s{2,}")
_FIRM = re.compile(r"(公司|店|所|社|厂|中心|部|行|院|馆|坊|室)$")
_SEVERAL = re.compile(r"[/、,;\-—|]")


def read_unit_state(cell: Cell) -> str | None:
    """Returns VACANT or one of the stored states of a unit, or None when the cell is not such a word.

    Only the whole cell counts, but for what is added in brackets (空置（原甲公司）): 装饰 and 空间 are
    parts of many firms' names. Of several words (空置/待租) the first counts.
    """
    text = folded(cell)
    found = _state(text) or _state(_BRACKETED.sub("", text)) or _state(_DETAIL.sub("", text))
    if found is None and _SEVERAL.search(text):
        states = [_state(part) for part in _SEVERAL.split(text) if part]
        if states and None not in states:
            return states[0]
    if found is None and isinstance(cell, str):
        return _with_a_remark(cell)
    return found


def _with_a_remark(cell: str) -> str | None:
    """待租-可分割, or one word above another; what ends like a firm's name is a firm."""
    words = [folded(word) for word in _REMARKED.split(cell) if word.strip()]
    if len(words) > 1 and (state := _state(words[0])) and not _FIRM.search(words[-1]):
        return state
    return None


@lru_cache(maxsize=4096)
def _state(text: str) -> str | None:
    return _STATES.get(text) or _STATES.get(_DECORATION.sub("", text))


_GONE = re.compile(
    r"(已于?)?(\d{4}[年.\-/]\d{1,2}([月.\-/]\d{0,2}日?)?)?(已)?(退租|退房|退铺|迁出|搬走|搬离|搬出|撤场|撤离|清退|作废|VOID)"
    r"([,，。;；:：(（\s\d年月日.\-/].*)?"
)


def says_gone(cell: Cell) -> bool:
    """Whether a status or a remark begins with saying that the company is there no more."""
    return bool(_GONE.fullmatch(folded(cell)))
