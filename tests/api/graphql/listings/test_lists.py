"""The three lists as each reader sees them, in pages, in order, and at a price that does not grow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliance.resources.actions import close_listing
from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.factories.ground import a_mandate, a_unit, an_account, an_enterprise, moved_in
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.town import Town

TITLES = """
query(
  $first: Int, $after: String, $last: Int, $before: String, $filter: ListingFilter, $orderBy: ListingOrder
) {
  listings(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount edges { cursor node { id title state } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
} }
"""
MEMBERS = """{ enterprises { edges { node { name listings(first: 2) {
  totalCount pageInfo { hasNextPage }
  edges { node {
    title tags { label } owner { label } enterprise { name } audience { enterprises { name } }
  } }
} } } } }"""


def titles(asking: Any, **asked: Any) -> list[str]:
    return [edge["node"]["title"] for edge in asking.data(TITLES, **asked)["listings"]["edges"]]


@pytest.fixture
def with_audiences(town: Town) -> Town:
    with scope(town.home.district):
        friend = an_enterprise("友邻公司")
        a_mandate(an_account("friend-liaison"), friend.id)
        a_listing(town.home.as_liaison, "公开")
        a_listing(town.home.as_liaison, "商圈", **FOR_DISTRICT)
        a_listing(town.home.as_liaison, "点名", **for_named(friend.id))
    return town


@pytest.mark.parametrize(
    ("login", "sees"),
    [
        (None, ["公开"]),
        ("outsider", ["公开"]),
        ("neighbour-liaison", ["公开"]),
        ("insider-manager", ["商圈", "公开"]),
        ("friend-liaison", ["点名", "商圈", "公开"]),
        ("insider-liaison", ["点名", "商圈", "公开"]),
    ],
)
def test_each_sees_what_is_meant_for_them(
    with_audiences: Town, ask: Callable[..., Any], login: str | None, sees: list[str]
) -> None:
    home = with_audiences.home
    account = Account.objects.get(login=login) if login else None
    asking = ask(home.district, account)
    answered = asking.data(TITLES)["listings"]
    assert [edge["node"]["title"] for edge in answered["edges"]] == sees and answered["totalCount"] == len(
        sees
    )
    page = asking.data(
        "query($s: String!) { enterprise(slug: $s) { listings { edges { node { title } } } } }",
        s=home.enterprise.slug,
    )
    assert [edge["node"]["title"] for edge in page["enterprise"]["listings"]["edges"]] == sees
    ids = [edge["node"]["id"] for edge in ask(home.district, home.liaison).data(TITLES)["listings"]["edges"]]
    nodes = asking.data("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Listing { title } } }", ids=ids)[
        "nodes"
    ]
    assert [node["title"] for node in nodes if node] == sees


def test_pages_go_both_ways(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        for number in range(5):
            a_listing(town.home.as_liaison, f"第{number}", last_day=today() + timedelta(days=10 - number))
        a_listing(town.home.as_liaison, "不限期")
    asking = ask(town.home.district)
    newest = ["不限期", "第4", "第3", "第2", "第1", "第0"]
    soonest = ["第4", "第3", "第2", "第1", "第0", "不限期"]
    for order, wanted in (("NEWEST", newest), ("ENDING_SOON", soonest)):
        assert titles(asking, orderBy=order) == wanted
        page = asking.data(TITLES, orderBy=order, first=2)["listings"]
        assert page["pageInfo"]["hasNextPage"] and not page["pageInfo"]["hasPreviousPage"]
        end = page["pageInfo"]["endCursor"]
        assert titles(asking, orderBy=order, first=3, after=end) == wanted[2:5]
        assert titles(asking, orderBy=order, last=2) == wanted[-2:]
        assert titles(asking, orderBy=order, last=1, before=end) == wanted[:1]
    assert asking.code(TITLES, orderBy="NEWEST", after=end) == "BAD_CURSOR"


def test_a_cursor_made_up_is_refused_and_breaks_nothing(town: Town, ask: Callable[..., Any]) -> None:
    from base64 import urlsafe_b64encode

    for made_up in (
        '["ending","soon","x"]',
        '["ending","2026-13-45","01a20ad1b2a874e694bd35ea367e1e9e"]',
        "[]",
    ):
        cursor = urlsafe_b64encode(made_up.encode()).decode().rstrip("=")
        assert ask(town.home.district).code(TITLES, orderBy="ENDING_SOON", after=cursor) == "BAD_CURSOR"


def test_filters_narrow(town: Town, ask: Callable[..., Any]) -> None:
    day = today()
    with scope(town.home.district):
        soon: dict[str, Any] = {"starts": day + timedelta(days=5), "last_day": day + timedelta(days=6)}
        a_listing(town.home.as_liaison, "投影仪", tags=("投影",), **soon)
        a_listing(town.home.as_liaison, "仓库", kind="WANT")
    asking = ask(town.home.district)

    def found(**wishes: Any) -> list[str]:
        return titles(asking, filter=wishes)

    assert found() == found(kinds=None) == ["仓库", "投影仪"]
    assert found(kinds=["WANT"]) == ["仓库"] and found(kinds=[]) == []
    assert found(tags=["投影", "没有"]) == ["投影仪"]
    assert found(enterprises=[encode("Enterprise", town.home.enterprise.id)]) == ["仓库", "投影仪"]
    assert found(enterprises=["nonsense"]) == []
    assert found(until=(day + timedelta(days=4)).isoformat()) == ["仓库"]
    assert found(**{"from": (day + timedelta(days=7)).isoformat()}) == ["仓库"]
    assert found(states=["EXPIRED", "CLOSED"]) == []


def test_expired_is_said_the_day_after(town: Town, ask: Callable[..., Any], time_machine: Any) -> None:
    with scope(town.home.district):
        a_listing(town.home.as_liaison, last_day=today())
    asking = ask(town.home.district, town.home.manager)
    assert asking.data(TITLES)["listings"]["edges"][0]["node"]["state"] == "OPEN"
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert titles(asking) == []
    [edge] = asking.data(TITLES, filter={"states": ["EXPIRED"]})["listings"]["edges"]
    assert edge["node"]["state"] == "EXPIRED"


def test_statements_do_not_grow_with_members_or_listings(town: Town, ask: Callable[..., Any]) -> None:
    from tests.factories.ground import author_of

    def another(number: int) -> None:
        one = an_enterprise(f"第{number}公司")
        moved_in(one, a_unit(town.home.building, f"2{number:02}01"))
        by = author_of(a_mandate(town.insider, one.id))
        for title in ("甲", "乙", "丙"):
            a_listing(by, title, tags=(title, "同"), **for_named(town.home.enterprise.id))

    asking = ask(town.home.district, town.insider)
    with scope(town.home.district):
        another(1)
    asking.data(MEMBERS), asking.data(TITLES)
    asking.data(MEMBERS)
    members = asking.statements
    asking.data(TITLES)
    lists = asking.statements
    with scope(town.home.district):
        for number in range(2, 8):
            another(number)
    answered = asking.data(MEMBERS)
    assert asking.statements == members
    rows = [
        edge["node"]["listings"]
        for edge in answered["enterprises"]["edges"]
        if edge["node"]["listings"]["edges"]
    ]
    assert len(rows) == 7 and all(row["totalCount"] == 3 and row["pageInfo"]["hasNextPage"] for row in rows)
    assert all([edge["node"]["title"] for edge in row["edges"]] == ["丙", "乙"] for row in rows)
    asking.data(TITLES)
    assert asking.statements == lists


def test_what_is_over_is_for_mandate_holders(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        a_listing(home.as_liaison, "开放")
        closed = a_listing(home.as_liaison, "已关闭")
        close_listing(by=home.as_liaison, listing_id=closed.id)
    states = {"states": ["OPEN", "PROMISED", "DONE", "CLOSED", "EXPIRED"]}
    node = "query($id: ID!) { node(id: $id) { ... on Listing { title } } }"
    for account, sees in (
        (None, ["开放"]),
        (town.outsider, ["开放"]),
        (town.neighbour, ["开放"]),
        (home.manager, ["已关闭", "开放"]),
    ):
        asking = ask(home.district, account)
        assert titles(asking, filter=states) == sees
        assert (asking.data(node, id=encode("Listing", closed.id))["node"] is None) == (len(sees) == 1)
