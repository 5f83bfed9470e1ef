"""`searchListings`: what the index finds on the lists, as far as the reader may see it, as a connection."""

from collections.abc import Callable
from typing import Any

import pytest

from alliance.resources.actions import close_listing
from api.graphql.ids import encode
from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.factories.ground import a_mandate, an_account, an_enterprise
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.town import Town
from tests.search.conftest import relay

SEARCH = """query($text: String!, $first: Int, $after: String, $f: ListingFilter) {
  searchListings(text: $text, first: $first, after: $after, filter: $f) {
    totalCount edges { cursor score node { id title state tags { label } owner { label } } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  } }"""


@pytest.fixture
def indexed(town: Town, tmp_path: Any, settings: Any) -> Any:
    """Seven rooms at home, of which two are not for everybody, a draft, and a room next door."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    with scope(town.home.district):
        by = town.home.as_liaison
        friend = an_enterprise("友邻公司")
        a_mandate(an_account("friend-liaison"), friend.id)
        for number in "一二三四五":
            tags: Any = ("路演",) if number in "一二" else ()
            a_listing(by, f"{number}号会议室", category="ROOM", tags=tags)
        a_listing(by, "商圈会议室", **FOR_DISTRICT)
        a_listing(by, "点名会议室", **for_named(friend.id))
        a_listing(by, "未定会议室", is_draft=True)
    with scope(town.next_door.district):
        a_listing(town.next_door.as_liaison, "隔壁会议室")
    rebuild()
    yield town
    engine_at.cache_clear()


def titles(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["title"] for edge in found["edges"]]


@pytest.mark.parametrize("text", ["会议室", "huiyishi", "hys"])
@pytest.mark.parametrize(
    ("login", "count"),
    [
        (None, 5),
        ("outsider", 5),
        ("neighbour-liaison", 5),
        ("insider-manager", 6),
        ("friend-liaison", 7),
        ("insider-liaison", 7),
    ],
)
def test_each_finds_what_is_meant_for_them(
    indexed: Town, ask: Callable[..., Any], text: str, login: str | None, count: int
) -> None:
    account = Account.objects.get(login=login) if login else None
    found = ask(indexed.home.district, account).data(SEARCH, text=text)["searchListings"]
    assert found["totalCount"] == len(titles(found)) == count
    assert not any(word in title for title in titles(found) for word in ("隔壁", "未定"))


def test_pages_follow_each_other(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    whole = titles(asker.data(SEARCH, text="会议室")["searchListings"])
    seen: list[str] = []
    cursor = None
    for page in range(3):
        found = asker.data(SEARCH, text="会议室", first=2, after=cursor)["searchListings"]
        seen += titles(found)
        cursor = found["pageInfo"]["endCursor"]
        assert found["pageInfo"] == {
            "hasNextPage": page < 2,
            "hasPreviousPage": page > 0,
            "endCursor": cursor,
        }
    assert seen == whole
    assert asker.code(SEARCH, text="会议室", first=101) == "BAD_PAGE_SIZE"
    assert asker.code(SEARCH, text="会议室", after="nonsense") == "BAD_CURSOR"


def test_the_filter_is_that_of_the_lists(indexed: Town, ask: Callable[..., Any]) -> None:
    home = indexed.home
    asker = ask(home.district, home.liaison)

    def count(**wanted: Any) -> int:
        return asker.data(SEARCH, text="会议室", f=wanted)["searchListings"]["totalCount"]

    assert count(kinds=["OFFER"]) == 7 and count(kinds=["WANT"]) == count(kinds=[]) == 0
    assert count(categories=["ROOM"]) == 5 and count(tags=["路演"]) == 2
    assert count(enterprises=[encode("Enterprise", home.enterprise.id)]) == 7
    assert count(enterprises=[encode("Enterprise", indexed.next_door.enterprise.id)]) == 0
    with scope(home.district):
        row = a_listing(home.as_liaison, "旧会议室")
        close_listing(by=home.as_liaison, listing_id=row.id)
    relay()
    assert count() == 7 and count(states=["CLOSED"]) == 1 and count(states=["OPEN", "CLOSED"]) == 8


@pytest.mark.parametrize("text", ["", "   ", "“”", "会" * 5_000, "a*", "-a OR title:会"])
def test_strange_texts_are_texts(indexed: Town, ask: Callable[..., Any], text: str) -> None:
    ask(indexed.home.district).data(SEARCH, text=text)


def test_the_lists_answer_while_the_index_is_away(
    indexed: Town, ask: Callable[..., Any], settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/nothing-here"
    engine_at.cache_clear()
    answer = ask(indexed.home.district)(
        '{ searchListings(text: "会议室") { edges { cursor } } listings { totalCount } }'
    )
    assert answer["data"] == {"searchListings": None, "listings": {"totalCount": 5}}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["SEARCH_UNAVAILABLE"]


def test_statements_do_not_grow_with_hits(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district, indexed.insider)
    asker.data(SEARCH, text="会议室", first=2)
    two = asker.statements
    asker.data(SEARCH, text="会议室", first=20)
    assert asker.statements == two
