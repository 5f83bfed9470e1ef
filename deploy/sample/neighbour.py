"""A small district next door, wholly invented, so that isolation is always on show.

Some of its enterprises have the names and codes of ones in Zhongde Plaza, its towers and doors too.
"""

from copy import copy
from datetime import date

from deploy.sample import contracts, enterprises, states, towers
from deploy.sample.chance import Chance
from deploy.sample.inventing import Inventor
from deploy.sample.listings import listings
from deploy.sample.plan import DistrictPlan, EnterprisePlan
from deploy.sample.stays import Stays, settle
from deploy.sample.trades import trades
from tenants.rules.building_plans import read_plans

SLUG, NAME = "yunting", "云汀里"
_TOWERS = "name,aliases,floors\nA座,A栋|1号楼,B1|1-3|3A|5-8\nB座,B栋|2号楼,B1|1-3|3A|5-8\n"
_TRADES = ("software", "accounting", "media", "trade", "tea", "bakery", "noodles", "coffee")
_OF_EACH = 3


def plan(today: date, twins: list[EnterprisePlan]) -> DistrictPlan:
    """The neighbour as of a day. `twins`: enterprises of Zhongde Plaza that have a place here too."""
    chance = Chance(SLUG)
    inventor = Inventor(chance.of("names"), first=700)
    own = [
        enterprises.invent(trade, inventor, chance.of(trade.key), today, number)
        for trade in trades()
        if trade.key in _TRADES
        for number in range(_OF_EACH)
    ]
    everybody = own + [_here(twin, inventor) for twin in twins]
    buildings = read_plans(_TOWERS.encode())
    units = [
        unit
        for building in buildings
        for floor in building.floors
        for unit in towers.cut(building.name, floor, [(3, "office", "OFFICE")], chance)
    ]
    stays = Stays()
    settle(stays, units, everybody, chance.of("office"), today)
    district = DistrictPlan(SLUG, NAME, buildings, units, everybody)
    district.stays = stays.all
    district.contracts = contracts.sign(stays.all, chance.of("contracts"), today)
    states.mark(stays, units, chance.of("states"), today)
    district.listings = listings(own, chance.of("listings"), today)
    return district


def _here(twin: EnterprisePlan, inventor: Inventor) -> EnterprisePlan:
    """The same company: same name, same code, other people."""
    here = copy(twin)
    here.head_office, here.contacts, here.former_names = None, [inventor.person()], []
    return here
