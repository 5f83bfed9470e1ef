"""A district of towers of 40 rooms on 50 floors, and a roster that lets every room of them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from openpyxl import Workbook

from tenants.rules.building_plans import BuildingPlan
from tenants.rules.uscc import check_digit

FLOORS, ROOMS = 50, 40
HEADINGS = (
    "序号", "楼栋", "房号", "企业名称", "统一社会信用代码", "租赁面积（㎡）", "业态",
    "联系人", "联系电话", "入驻时间", "合同到期", "备注",
)  # fmt: skip
_FORMATS = ("写字楼", "零售", "餐饮", "服务", "金融", "教育培训", "医疗健康", "其他")
_TRADES = ("商贸", "科技", "信息技术", "建筑工程", "物流", "文化传媒", "餐饮管理", "商务咨询")
_NAMES = (
    "安邦昌辰达恩芳贵海嘉凯朗茂宁鹏庆荣盛泰望兴扬泽振博诚德丰光浩佳康乐明欣鑫祥源智百川春东方飞冠广国"
    "瀚合恒弘宏虎华环汇惠吉技建江金锦京景九聚君俊科坤蓝立利联良林龙隆鲁路洛美民木南诺平谱启千强勤青全"
    "仁日瑞润赛森山尚深申胜世舜顺思四松太腾天通同万微维文伍西仙先翔协新信星雄旭雅亚言阳一仪亿益银英永"
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
# Of ten companies two have a second room, on a row of its own.
_OF_TEN, _WITH_TWO = 10, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the roster. `company` counts them; `is_first`: no row above is about the same one."""

    tower: str
    unit: str
    company: int
    is_first: bool
    name: str
    uscc: str
    area: float
    format: str
    person: str
    phone: str
    starts: date
    last_day: date
    note: str

    @property
    def ends(self) -> date:
        """The first day that the contract no longer covers."""
        return self.last_day + timedelta(days=1)


def towers(rows: int) -> list[BuildingPlan]:
    """The towers that so many rows fill."""
    floors = [str(floor) for floor in range(1, FLOORS + 1)]
    return [
        BuildingPlan(name=f"{number + 1}号楼", floors=floors)
        for number in range(-(-rows // (FLOORS * ROOMS)))
    ]


def lines(rows: int) -> list[Line]:
    """The roster's rows in the order of the rooms, the same for the same number of them."""
    chance, taken, found = random.Random(7), set[str](), list[Line]()
    rooms = _rooms(rows)
    for company in count():
        core = _another_name(chance, taken)
        code = f"91370811MA{company:07d}"
        person = chance.choice(_SURNAMES) + chance.choice(_NAMES) + chance.choice(_NAMES)
        starts = date(2019, 1, 1) + timedelta(days=chance.randrange(2000))
        for at in range(2 if company % _OF_TEN < _WITH_TWO else 1):
            room = next(rooms, None)
            if room is None:
                return found
            found.append(
                Line(
                    *room,
                    company=company,
                    is_first=at == 0,
                    name=f"济宁{core}{_TRADES[company % len(_TRADES)]}有限公司",
                    uscc=code + check_digit(code),
                    area=round(chance.uniform(30, 900), 2),
                    format=_FORMATS[company % len(_FORMATS)],
                    person=person,
                    phone=f"1{3 + company % 7}{company * 7919 % 10**9:09d}",
                    starts=starts,
                    last_day=date(2027, 1, 1) + timedelta(days=chance.randrange(1500)),
                    note="" if company % 4 else "每季度付，发票已开",
                )
            )
    return found


def _another_name(chance: random.Random, taken: set[str]) -> str:
    """Four characters, of which no name before has three in this order: nobody need be asked whether it is
    the same company."""
    while True:
        name = "".join(chance.choices(_NAMES, k=4))
        rests = {name[:at] + name[at + 1 :] for at in range(4)}
        if not rests & taken:
            taken |= rests
            return name


def _rooms(rows: int) -> Iterator[tuple[str, str]]:
    for at in range(rows):
        tower, rest = divmod(at, FLOORS * ROOMS)
        floor, room = divmod(rest, ROOMS)
        yield f"{tower + 1}号楼", f"{floor + 1}{room + 1:02d}"


def workbook(path: Path, roster: list[Line]) -> None:
    """Writes the rows as a property manager keeps them: a title, headings, towers as merged in print."""
    book = Workbook(write_only=True)
    page = book.create_sheet("台账")
    page.append(["商圈入驻单位台账"])
    page.append(HEADINGS)
    for number, one in enumerate(roster, start=1):
        page.append(
            [
                number, one.tower, one.unit, one.name, one.uscc, one.area, one.format,
                one.person, one.phone, one.starts, f"{one.last_day:%Y.%-m.%-d}", one.note,
            ]
        )  # fmt: skip
    book.save(path)
