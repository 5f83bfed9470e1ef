"""The board in the lobby (水牌): who is there today, from the top floor down. What everybody may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from tenants.isolation.scope import current_district_id
from tenants.models import Tenancy

from .lists import Row
from .occupancy import tenancies_on

BOARD_HEADINGS = ("楼宇", "楼层", "单元", "单位名称", "招牌")
# What stands beneath each other on one A4 sheet.
ONE_COLUMN = 30


@dataclass(frozen=True, slots=True)
class Sign:
    """An enterprise on a floor, with its units there in their order."""

    name: str
    shop_sign: str
    units: list[str]


@dataclass(frozen=True, slots=True)
class BoardFloor:
    label: str
    signs: list[Sign]


@dataclass(frozen=True, slots=True)
class Board:
    """One tower's board; floors from the top down, those where nobody is left out."""

    building_id: UUID
    building: str
    floors: list[BoardFloor] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Whether it takes two columns to stay on a sheet that can be read from where one stands."""
        return sum(len(floor.signs) for floor in self.floors) > ONE_COLUMN


def lobby_boards(building: str | None = None) -> list[Board]:
    """The boards of the district, or of the tower of this name. One query."""
    there = tenancies_on().filter(district=current_district_id())
    if building is not None:
        there = there.filter(unit__building__name=building)
    listed = there.select_related("enterprise", "unit__building", "unit__floor").order_by(
        "unit__building__ordinal", "unit__building_id", "-unit__floor__ordinal", "unit__label", "id"
    )
    return [
        Board(building_id, tenancies[0].unit.building.name, _floors(tenancies))
        for building_id, group in groupby(listed, lambda one: one.unit.building_id)
        if (tenancies := list(group))
    ]


def board_rows() -> Iterator[Row]:
    """A row per enterprise and floor."""
    for board in lobby_boards():
        for floor in board.floors:
            for sign in floor.signs:
                yield board.building, floor.label, "、".join(sign.units), sign.name, sign.shop_sign


def _floors(tenancies: list[Tenancy]) -> list[BoardFloor]:
    return [
        BoardFloor(label, _signs(list(group)))
        for label, group in groupby(tenancies, lambda one: one.unit.floor.label)
    ]


def _signs(tenancies: list[Tenancy]) -> list[Sign]:
    signs: dict[UUID, Sign] = {}
    for tenancy in tenancies:
        enterprise = tenancy.enterprise
        sign = signs.setdefault(enterprise.id, Sign(enterprise.name, enterprise.shop_sign, []))
        sign.units.append(tenancy.unit.label)
    return list(signs.values())
