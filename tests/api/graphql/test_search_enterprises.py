"""`searchEnterprises`: what the index finds, as far as the reader may see it, as a connection."""

from collections.abc import Callable
from typing import Any

import pytest

from api.graphql.ids import encode
from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.isolation.scope import scope
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in
from tests.factories.town import Town

SEARCH = """query($text: String!, $first: Int, $after: String, $f: EnterpriseFilter) {
  searchEnterprises(text: $text, first: $first, after: $after, filter: $f) {
    totalCount edges { cursor score node { id name unit { label building { name } } tags { label } } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  } }"""


@pytest.fixture
def indexed(town: Town, tmp_path: Any, settings: Any) -> Any:
    """Six tea houses at home, one next door."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    with scope(town.home.district):
        other = a_building("B座", ordinal=1)
        for number in range(6):
            tower = other if number % 2 else town.home.building
            moved_in(an_enterprise(f"清茶{'一二三四五六'[number]}馆"), a_unit(tower, f"20{number:02}"))
    with scope(town.next_door.district):
        moved_in(an_enterprise("清茶隔壁馆"), a_unit(town.next_door.building, "2001"))
    rebuild()
    yield town
    engine_at.cache_clear()


def names(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in found["edges"]]


@pytest.mark.parametrize("text", ["清茶", "qingcha", "qc"])
def test_hanzi_pinyin_and_initials_find_what_is_here(
    indexed: Town, ask: Callable[..., Any], text: str
) -> None:
    for account in (None, indexed.insider, indexed.neighbour, indexed.outsider):
        found = ask(indexed.home.district, account).data(SEARCH, text=text)["searchEnterprises"]
        assert found["totalCount"] == 6
        assert len(names(found)) == 6 and not any("隔壁" in name for name in names(found))


def test_pages_follow_each_other(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    whole = names(asker.data(SEARCH, text="清茶")["searchEnterprises"])
    seen: list[str] = []
    cursor = None
    for page in range(3):
        found = asker.data(SEARCH, text="清茶", first=2, after=cursor)["searchEnterprises"]
        seen += names(found)
        cursor = found["pageInfo"]["endCursor"]
        assert found["pageInfo"]["hasNextPage"] == (page < 2)
        assert found["pageInfo"]["hasPreviousPage"] == (page > 0)
    assert seen == whole


def test_the_filter_is_that_of_the_directory(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    tower = encode("Building", indexed.home.building.id)
    foreign = encode("Building", indexed.next_door.building.id)
    assert asker.data(SEARCH, text="清茶", f={"buildings": [tower]})["searchEnterprises"]["totalCount"] == 3
    assert asker.data(SEARCH, text="清茶", f={"buildings": [foreign]})["searchEnterprises"]["totalCount"] == 0
    assert asker.data(SEARCH, text="清茶", f={"initial": "Q"})["searchEnterprises"]["totalCount"] == 6
    assert asker.data(SEARCH, text="清茶", f={"kinds": ["BRANCH"]})["searchEnterprises"]["totalCount"] == 0
    assert asker.code(SEARCH, text="清茶", f={"sectors": ["STATE"]}) == "FILTER_NOT_PUBLIC"
    assert ask(indexed.home.district, indexed.insider).data(SEARCH, text="清茶", f={"sectors": ["STATE"]})


@pytest.mark.parametrize("text", ["", "   ", "“”", "清" * 5_000, "a*", "-a OR name:清"])
def test_strange_texts_are_texts(indexed: Town, ask: Callable[..., Any], text: str) -> None:
    ask(indexed.home.district).data(SEARCH, text=text)


def test_bad_pages_are_said_to_be_bad(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    assert asker.code(SEARCH, text="清茶", first=101) == "BAD_PAGE_SIZE"
    assert asker.code(SEARCH, text="清茶", after="nonsense") == "BAD_CURSOR"


def test_the_directory_answers_while_the_index_is_away(
    indexed: Town, ask: Callable[..., Any], settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/nothing-here"
    engine_at.cache_clear()
    answer = ask(indexed.home.district)(
        '{ searchEnterprises(text: "清茶") { edges { cursor } } buildings { name } }'
    )
    assert answer["data"]["searchEnterprises"] is None
    assert len(answer["data"]["buildings"]) == 2
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["SEARCH_UNAVAILABLE"]


def test_statements_do_not_grow_with_hits(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    asker.data(SEARCH, text="清茶", first=2)
    two = asker.statements
    asker.data(SEARCH, text="清茶", first=20)
    assert asker.statements == two
