"""Zhongde Plaza. From the article: its name, five towers, about 279,000 m², what kinds of business, 新众通.

Everything else is invented.
"""

from datetime import date

from deploy.sample import arrangements, contracts, enterprises, halls, history, states, towers
from deploy.sample.arrangements import Cast
from deploy.sample.chance import Chance
from deploy.sample.inventing import Inventor
from deploy.sample.listings import listings
from deploy.sample.owners import ownerships
from deploy.sample.plan import DistrictPlan, EnterprisePlan, StayPlan, UnitPlan
from deploy.sample.stays import Stays, settle
from deploy.sample.trades import trades

SLUG, NAME = "zhongde", "中德广场"
SETTLED_ONE_BY_ONE = ("flagship", "supermarket", "leisure", "street", "food", "office")
_AT_ONE_ADDRESS, _COMING = 5, 4


def plan(today: date) -> DistrictPlan:
    """The whole district as of a day; the same day gives the same district."""
    chance = Chance(SLUG)
    inventor = Inventor(chance.of("names"))
    present = enterprises.present(inventor, chance.of("present"), today)
    present += [enterprises.branch_of(head, "特色街") for head in _with_code(present, "flagship_home")[:2]]
    article = enterprises.named_by_the_article()
    gone = enterprises.gone(inventor, chance.of("gone"), today)
    coming = [
        enterprises.invent(trades()[0], inventor, chance.of("coming"), today, number)
        for number in range(_COMING)
    ]

    units = towers.units(chance.of("floors"))
    stays = Stays()
    _settle_all(stays, units, Cast(present, chance.of("cast")), article, chance, today)
    history.remember(stays, units, gone, chance.of("history"), today)
    history.plan_ahead(stays, _standing(units, today), coming, chance.of("plans"), today)

    district = DistrictPlan(SLUG, NAME, towers.building_plans(), units, [*present, article, *gone, *coming])
    district.stays = stays.all
    district.contracts = contracts.sign(stays.all, chance.of("contracts"), today)
    states.mark(stays, units, chance.of("states"), today)
    district.ownerships = ownerships(stays, inventor, chance.of("owners"), today)
    district.listings = listings(present, chance.of("listings"), today)
    return district


def _settle_all(
    stays: Stays,
    units: list[UnitPlan],
    cast: Cast,
    article: EnterprisePlan,
    chance: Chance,
    today: date,
) -> None:
    halls.split_floor(units, "A座", "18", today, chance.of("split"))
    halls.merged_floor(units, "D座", "22", today, chance.of("merged"))
    desk_hall = halls.whole_floor(units, "B座", "12A", "hall", chance)
    desk_rooms = halls.rooms_of(desk_hall, halls.DESKS, "desk", chance.of("desks"))
    units.extend(desk_rooms)
    arrangements.desks(stays, desk_rooms, cast.some("office", halls.DESKS - 2), today)
    address = halls.whole_floor(units, "D座", "8", "shared address", chance)
    arrangements.shared_address(stays, address, cast.some("office", _AT_ONE_ADDRESS), today)
    arrangements.food_hall(stays, units, cast.rest("food hall")[0], cast.rest("stall"), today)
    arrangements.hotel(stays, units, cast.rest("hotel")[0], today)
    # Where 新众通 is, and since when, nobody has told us; a place it must have.
    stays.add(StayPlan(article, _unit(units, "A座1501"), starts=None))
    stays.add(StayPlan(cast.rest("own use")[0], _unit(units, "A座3A01"), starts=None))
    [subtenant] = cast.some("office", 1)
    for slot in SETTLED_ONE_BY_ONE:
        left = [unit for unit in units if unit.slot == slot and not stays.on(unit)]
        settle(stays, left, cast.rest(slot), chance.of(slot), today)
    arrangements.sublet(stays, units, subtenant, today)


def _with_code(present: list[EnterprisePlan], trade: str) -> list[EnterprisePlan]:
    return [one for one in present if one.trade == trade and one.uscc]


def _standing(units: list[UnitPlan], today: date) -> list[UnitPlan]:
    return [unit for unit in halls.standing(units, today) if unit.slot == "office"]


def _unit(units: list[UnitPlan], place: str) -> UnitPlan:
    return next(unit for unit in units if unit.place == place)
