"""Which enterprises a filter lets through."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliance.resources.actions import post_listing
from alliance.resources.models import Audience, ListingKind
from alliance.resources.rules import Terms
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Building, BusinessFormat, District, Enterprise, EnterpriseTag, Floor, Industry, Tag
from tests.factories.ground import (
    a_building,
    a_district,
    a_mandate,
    a_secretariat,
    a_unit,
    an_account,
    an_enterprise,
    author_of,
    moved_in,
)

NAMES = "query($f: EnterpriseFilter) { enterprises(filter: $f) { edges { node { name } } } }"


@pytest.fixture
def street(transactional_db: None) -> District:
    """Two towers; 茶馆 on two floors of the first, 书店 in the second, 银行 in both; 旧店 has never come."""
    district = a_district("street")
    with scope(district):
        first, second = a_building("A座"), a_building("B座", ordinal=1)
        food = BusinessFormat.objects.create(name="餐饮", ordinal=1)
        trade, money = (Industry.objects.create(code=code, name=code) for code in ("F", "66"))
        tea = an_enterprise("茶馆", format=food, kind="SOLE_TRADER", sector="NON_PUBLIC")
        books = an_enterprise("书店", industry=trade, sector="STATE")
        bank = an_enterprise("银行", industry=money, kind="BRANCH", sector="STATE")
        an_enterprise("旧店", industry=trade, format=food)
        moved_in(tea, a_unit(first, "1201"))
        moved_in(tea, a_unit(first, "1301"))
        moved_in(books, a_unit(second, "1201"))
        moved_in(bank, a_unit(first, "1302"))
        moved_in(bank, a_unit(second, "1202"))
        quiet = Tag.objects.create(label="安静", folded="安静")
        for enterprise in (tea, books):
            EnterpriseTag.objects.create(enterprise=enterprise, tag=quiet)
    return district


@pytest.fixture
def names(street: District, ask: Callable[..., Any]) -> Callable[..., list[str]]:
    """`names(filter)` → what the public finds, by pinyin: 茶 chá, 书 shū, 银 yín."""

    def found(wanted: dict[str, Any], account: Any = None) -> list[str]:
        edges = ask(street, account).data(NAMES, f=wanted)["enterprises"]["edges"]
        return [edge["node"]["name"] for edge in edges]

    return found


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["茶馆", "书店", "银行"]),
        ({"industries": ["F"]}, ["书店"]),
        ({"industries": ["F", "66", "no such"]}, ["书店", "银行"]),
        ({"industries": []}, []),
        ({"tags": ["安静"]}, ["茶馆", "书店"]),
        ({"tags": ["吵闹"]}, []),
        ({"kinds": ["BRANCH", "SOLE_TRADER"]}, ["茶馆", "银行"]),
        ({"initial": "c"}, ["茶馆"]),
        ({"initial": "Y", "industries": ["66"]}, ["银行"]),
        ({"initial": "茶"}, []),
        ({"hasOpen": ["OFFER"]}, []),
        ({"buildings": None, "initial": None}, ["茶馆", "书店", "银行"]),
    ],
)
def test_filters_by_what_a_page_says(
    names: Callable[..., list[str]], wanted: dict[str, Any], expected: list[str]
) -> None:
    assert names(wanted) == expected


def test_filters_by_place_mean_there_today(street: District, names: Callable[..., list[str]]) -> None:
    with scope(street):
        towers = {one.name: encode("Building", one.id) for one in Building.objects.all()}
        floors = {(one.building.name, one.label): encode("Floor", one.id) for one in Floor.objects.all()}
        food = encode("BusinessFormat", BusinessFormat.objects.get().id)
    assert names({"buildings": [towers["A座"]]}) == ["茶馆", "银行"]
    assert names({"buildings": [towers["A座"], towers["B座"]]}) == ["茶馆", "书店", "银行"]
    assert names({"floors": [floors["A座", "13"]]}) == ["茶馆", "银行"]
    assert names({"floors": [floors["A座", "12"]]}) == ["茶馆"]
    # Both of one tenancy: the bank is in A座 and on the 12th floor of B座, but not on that of A座.
    assert names({"buildings": [towers["A座"]], "floors": [floors["B座", "12"]]}) == []
    assert names({"formats": [food]}) == ["茶馆"]
    assert names({"buildings": [food, "nonsense"]}) == []


def test_a_sector_is_a_filter_for_mandate_holders_only(
    street: District, names: Callable[..., list[str]], ask: Callable[..., Any]
) -> None:
    stranger, secretary = an_account("stranger"), an_account("secretary")
    with scope(street):
        a_mandate(secretary, a_secretariat().id, "SECRETARIAT")
    assert names({"sectors": ["STATE"]}, secretary) == ["书店", "银行"]
    for account in (None, stranger):
        answer = ask(street, account)(NAMES, f={"sectors": ["STATE"]})
        assert answer["data"] == {"enterprises": None}
        assert answer["errors"][0]["extensions"]["code"] == "FILTER_NOT_PUBLIC"


def test_an_open_listing_counts_for_those_who_may_see_it(
    street: District, names: Callable[..., list[str]]
) -> None:
    member = an_account("member")
    with scope(street):
        for name, kind, audience in (
            ("茶馆", ListingKind.OFFER, Audience.PUBLIC),
            ("书店", ListingKind.OFFER, Audience.DISTRICT),
            ("银行", ListingKind.WANT, Audience.PUBLIC),
        ):
            mandate = a_mandate(an_account(name), Enterprise.objects.get(name=name).id)
            post_listing(by=author_of(mandate), kind=kind, terms=Terms(title="会议室", audience=audience))
        a_mandate(member, Enterprise.objects.get(name="银行").id)
    assert names({"hasOpen": ["OFFER"]}) == ["茶馆"]
    assert names({"hasOpen": ["OFFER"]}, member) == ["茶馆", "书店"]
    assert names({"hasOpen": ["OFFER", "WANT"]}) == ["茶馆", "银行"]


def test_what_changed_since(street: District, names: Callable[..., list[str]]) -> None:
    noon = timezone.now() + timedelta(hours=1)
    with scope(street):
        Enterprise.objects.filter(name="书店").update(updated_at=noon)
    assert names({"updatedSince": noon.isoformat()}) == ["书店"]
    without_zone = timezone.localtime(noon).replace(tzinfo=None, microsecond=0)
    assert names({"updatedSince": without_zone.isoformat()}) == ["书店"]
    assert names({"updatedSince": (noon + timedelta(seconds=1)).isoformat()}) == []
    for edge_of_time in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        names({"updatedSince": edge_of_time})


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("{}", ["茶馆", "书店", "银行"]),
        ("{field: NAME, direction: DESC}", ["银行", "书店", "茶馆"]),
        ("{field: UPDATED_AT}", ["银行", "茶馆", "书店"]),
        ("{field: UPDATED_AT, direction: DESC}", ["书店", "茶馆", "银行"]),
    ],
)
def test_orders(street: District, ask: Callable[..., Any], order: str, expected: list[str]) -> None:
    with scope(street):
        for hours, name in enumerate(("银行", "茶馆", "书店")):
            Enterprise.objects.filter(name=name).update(updated_at=timezone.now() + timedelta(hours=hours))
    query = f"{{ enterprises(orderBy: {order}) {{ edges {{ node {{ name }} }} }} }}"
    edges = ask(street).data(query)["enterprises"]["edges"]
    assert [edge["node"]["name"] for edge in edges] == expected
