"""Zhongde Plaza on paper, before anything is written."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import pytest

from alliance.resources.models import ListingCategory
from alliance.resources.rules import Terms, check
from deploy.sample import halls, neighbour, zhongde
from deploy.sample.chance import Chance
from deploy.sample.plan import DistrictPlan, StayPlan
from tenants.rules import uscc

TODAY = date(2026, 11, 24)
AREA_OF_THE_ARTICLE_M2 = 279_000


@cache
def plaza() -> DistrictPlan:
    return zhongde.plan(TODAY)


def there(stay: StayPlan, day: date = TODAY) -> bool:
    return (stay.starts or date.min) <= day < (stay.ends or date.max)


def test_the_same_day_gives_the_same_district_to_the_letter() -> None:
    again = zhongde.plan(TODAY)
    assert json.dumps(asdict(plaza()), default=str) == json.dumps(asdict(again), default=str)


def test_another_day_gives_the_same_companies_with_other_dates() -> None:
    later = zhongde.plan(TODAY + timedelta(days=200))
    assert [one.name for one in later.enterprises] == [one.name for one in plaza().enterprises]
    assert [one.uscc for one in later.enterprises] == [one.uscc for one in plaza().enterprises]


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 12, 31), date(2027, 3, 1), date(2030, 7, 15)])
def test_a_district_can_be_planned_on_any_day(day: date) -> None:
    assert len(zhongde.plan(day).stays) > 350


def test_its_areas_add_up_to_those_of_the_article() -> None:
    standing = halls.standing(plaza().units, TODAY)
    total = sum(unit.built_area_cm2 for unit in standing) / 10_000
    assert abs(total - AREA_OF_THE_ARTICLE_M2) <= 0.005 * AREA_OF_THE_ARTICLE_M2
    assert all(0 < unit.lettable_area_cm2 <= unit.built_area_cm2 for unit in plaza().units)


def test_it_has_what_the_article_lists() -> None:
    assert [building.name for building in plaza().buildings] == ["A座", "B座", "C座", "D座", "E座"]
    assert {"OFFICE", "HOTEL", "RETAIL", "STREET_RETAIL"} <= {unit.use for unit in plaza().units}
    formats = {one.format for one in plaza().enterprises}
    assert {"写字楼", "酒店", "旗舰零售", "餐饮"} <= formats


def test_some_300_are_there_and_everybody_has_a_place() -> None:
    present = {id(stay.enterprise) for stay in plaza().stays if there(stay)}
    assert 280 <= len(present) <= 320
    assert {id(one) for one in plaza().enterprises} == {id(stay.enterprise) for stay in plaza().stays}


def test_nobody_is_on_a_unit_with_somebody_else_unless_they_share_it() -> None:
    by_unit: dict[int, list[StayPlan]] = {}
    for stay in plaza().stays:
        by_unit.setdefault(id(stay.unit), []).append(stay)
    for stays in by_unit.values():
        for one, other in combinations(stays, 2):
            apart = (one.ends or date.max) <= (other.starts or date.min) or (other.ends or date.max) <= (
                one.starts or date.min
            )
            assert apart or (one.shared and other.shared), one.unit.place


def test_there_are_vacancies_hold_overs_coming_ends_and_a_past() -> None:
    stays = plaza().stays
    standing = [stay for stay in stays if there(stay)]
    run_out = [stay for stay in standing if stay.contract and (stay.contract.ends or TODAY) < TODAY]
    soon = [
        stay
        for stay in standing
        if stay.contract and TODAY < (stay.contract.ends or TODAY) <= TODAY + timedelta(days=90)
    ]
    assert len(run_out) >= 10 and len(soon) >= 20
    assert sum(unit.state == "TO_LET" for unit in plaza().units) >= 40
    assert len([stay for stay in stays if stay.ends and stay.ends <= TODAY]) >= 50, "moved out or on"
    assert len([stay for stay in stays if stay.starts and stay.starts > TODAY]) >= 4, "will come"
    assert len([stay for stay in standing if stay.shared]) == 5
    assert len({id(stay.parent) for stay in standing if stay.parent}) == 2, "the food hall and a sublet"


def test_of_the_one_named_by_the_article_nothing_is_invented_but_a_place() -> None:
    [named] = [one for one in plaza().enterprises if one.name == "新众通"]
    told = {key: value for key, value in asdict(named).items() if value}
    assert told == {"name": "新众通", "kind": "COMPANY", "sector": "UNKNOWN"}
    [stay] = [stay for stay in plaza().stays if stay.enterprise is named]
    assert (stay.starts, stay.ends, stay.contract) == (None, None, None)


def test_codes_are_valid_and_cannot_be_anybodys() -> None:
    codes = [one.uscc for one in plaza().enterprises if one.uscc]
    assert all(uscc.check(code) is None and code[2:8] == "379999" for code in codes)
    assert 5 <= sum(one.uscc is None for one in plaza().enterprises) <= 30, "still applied for"
    assert len(codes) - len(set(codes)) == 2, "two shops on their head office's code"


def test_phones_are_of_numbers_that_nobody_has() -> None:
    people = [contact for one in plaza().enterprises for contact in one.contacts]
    assert all(contact.phone.startswith("12") and len(contact.phone) == 11 for contact in people)
    assert all(one.website.endswith(".example/") for one in plaza().enterprises if one.website)


def test_its_listings_are_such_as_could_be_posted() -> None:
    assert 55 <= len(plaza().listings) <= 70
    for listing in plaza().listings:
        check(
            Terms(
                title=listing.title,
                description=listing.description,
                tags=tuple(listing.tags),
                place=listing.place,
                sharing_terms=listing.sharing_terms,
                windows=tuple(listing.windows),
            )
        )
    assert sum(bool(listing.windows) for listing in plaza().listings) >= 15
    assert {listing.category for listing in plaza().listings} == set(ListingCategory.values)


def test_the_neighbour_has_towers_doors_names_and_codes_in_common() -> None:
    twins = plaza().enterprises[:4]
    next_door = neighbour.plan(TODAY, twins)
    names = {(one.name, one.uscc) for one in plaza().enterprises}
    assert {(one.name, one.uscc) for one in next_door.enterprises} & names == {
        (one.name, one.uscc) for one in twins
    }
    assert {unit.place for unit in next_door.units} & {unit.place for unit in plaza().units}
    phones = {contact.phone for one in plaza().enterprises for contact in one.contacts}
    assert not phones & {contact.phone for one in next_door.enterprises for contact in one.contacts}


def test_chance_is_the_same_everywhere() -> None:
    draws = Chance("zhongde")
    assert [draws.below(1000) for _ in range(5)] == [500, 622, 990, 199, 27]
    assert sorted(draws.shuffled(range(20))) == list(range(20))
