"""`suggest`: what may be meant, in groups, as far as the reader may see it."""

from collections.abc import Callable
from typing import Any

import pytest

from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.isolation.scope import scope
from tenants.models import Account, BuildingAlias, EnterpriseTag, FormerName, Tag
from tests.factories.ground import a_building, a_mandate, a_unit, an_account, an_enterprise, moved_in
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.town import Town

SUGGEST = """query($t: String!, $n: Int) { suggest(text: $t, first: $n) {
  group text fragments { text hit } because { field kind fragments { text hit } }
  node { id ... on Enterprise { name unit { label building { name } } } ... on Listing { title }
    ... on Building { name } ... on Tag { label } } } }"""


@pytest.fixture
def indexed(town: Town, tmp_path: Any, settings: Any) -> Any:
    """At home: seven tea houses with a word and a tower of tea, listings for everybody and for some."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    with scope(town.home.district):
        tower = a_building("茶城", ordinal=1)
        BuildingAlias.objects.create(building=tower, alias="清河楼", folded="清河楼")
        tag = Tag.objects.create(label="茶艺", folded="茶艺")
        for number in range(7):
            shop = an_enterprise(f"清茶{'一二三四五六七'[number]}馆")
            FormerName.objects.create(enterprise=shop, name=f"旧铺{number}")
            EnterpriseTag.objects.create(enterprise=shop, tag=tag)
            moved_in(shop, a_unit(tower, f"20{number:02}"))
        friend = an_enterprise("友邻公司")
        a_mandate(an_account("friend-liaison"), friend.id)
        by = town.home.as_liaison
        a_listing(by, "茶会场地", tags=("茶席",))
        a_listing(by, "茶叶内部价", tags=("茶价",), **FOR_DISTRICT)
        a_listing(by, "茶室点名", tags=("茶单",), **for_named(friend.id))
        a_listing(by, "茶杯未定", tags=("茶稿",), is_draft=True)
    with scope(town.next_door.district):
        moved_in(an_enterprise("清茶隔壁馆"), a_unit(a_building("茶隔壁楼"), "2001"))
        a_listing(town.next_door.as_liaison, "茶隔壁会", tags=("茶隔壁",))
    rebuild()
    yield town
    engine_at.cache_clear()


def grouped(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for one in found:
        groups.setdefault(one["group"], []).append(one["text"])
    return groups


def drawn(pieces: list[dict[str, Any]]) -> str:
    return "".join(f"[{piece['text']}]" if piece["hit"] else piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("login", "listings", "words"),
    [
        (None, {"茶会场地"}, {"茶艺", "茶席"}),
        ("outsider", {"茶会场地"}, {"茶艺", "茶席"}),
        ("neighbour-liaison", {"茶会场地"}, {"茶艺", "茶席"}),
        ("insider-manager", {"茶会场地", "茶叶内部价"}, {"茶艺", "茶席", "茶价"}),
        ("friend-liaison", {"茶会场地", "茶叶内部价", "茶室点名"}, {"茶艺", "茶席", "茶价", "茶单"}),
    ],
)
@pytest.mark.parametrize("text", ["茶", "cha"])
def test_each_group_has_what_its_reader_may_see(
    indexed: Town, ask: Callable[..., Any], text: str, login: str | None, listings: set[str], words: set[str]
) -> None:
    account = Account.objects.get(login=login) if login else None
    found = grouped(ask(indexed.home.district, account).data(SUGGEST, t=text, n=10)["suggest"])
    assert list(found) == ["NAME", "BUILDING", "TAG", "LISTING"]
    assert len(found["NAME"]) == 7 and found["BUILDING"] == ["茶城"]
    assert set(found["TAG"]) == words and set(found["LISTING"]) == listings


def test_a_long_group_leaves_room_for_the_others(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    assert {
        name: len(some) for name, some in grouped(asker.data(SUGGEST, t="茶", n=1)["suggest"]).items()
    } == {
        "NAME": 1,
        "BUILDING": 1,
        "TAG": 1,
        "LISTING": 1,
    }
    assert len(grouped(asker.data(SUGGEST, t="茶")["suggest"])["NAME"]) == 5
    assert asker.data(SUGGEST, t="茶", n=0)["suggest"] == []
    assert asker.code(SUGGEST, t="茶", n=11) == asker.code(SUGGEST, t="茶", n=-1) == "BAD_PAGE_SIZE"


@pytest.mark.parametrize(
    ("text", "first", "why"),
    [
        ("清cha一", "[清茶一]馆", "NAME MIXED"),
        ("qcyg", "[清茶一馆]", "NAME INITIALS"),
        ("qingchay", "[清茶一]馆", "NAME PINYIN"),
        ("旧铺0", "清茶一馆", "FORMER_NAME HANZI"),
        ("2000", "清茶一馆", "UNIT EXACT"),
        ("清岔一馆", "[清]茶[一馆]", "NAME TYPO"),
    ],
)
def test_what_has_been_typed_is_marked(
    indexed: Town, ask: Callable[..., Any], text: str, first: str, why: str
) -> None:
    one = ask(indexed.home.district).data(SUGGEST, t=text)["suggest"][0]
    assert drawn(one["fragments"]) == first
    assert f"{one['because']['field']} {one['because']['kind']}" == why
    assert one["node"]["name"] == one["text"] == "清茶一馆"


def test_a_tower_is_known_by_its_other_names(indexed: Town, ask: Callable[..., Any]) -> None:
    for text in ("清河", "qinghe", "qhl"):
        found = ask(indexed.home.district).data(SUGGEST, t=text)["suggest"]
        [tower] = [one for one in found if one["group"] == "BUILDING"]
        assert tower["text"] == tower["node"]["name"] == "茶城"
        assert drawn(tower["because"]["fragments"]).startswith("[清河")


def test_it_costs_a_fixed_number_of_statements(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    asker.data(SUGGEST, t="茶")
    spent = []
    for count in (1, 10):
        asker.data(SUGGEST, t="茶", n=count)
        spent.append(asker.statements)
    # One more where the first listings of the ranking are not for this reader.
    assert spent[1] <= spent[0] <= 18


def test_without_the_index_it_says_so(
    indexed: Town, ask: Callable[..., Any], settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/nothing-here"
    engine_at.cache_clear()
    assert ask(indexed.home.district).code(SUGGEST, t="茶") == "SEARCH_UNAVAILABLE"
