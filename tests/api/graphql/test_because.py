"""`because`: why each hit of a page is there, for enterprises and listings, asked of the schema."""

from collections.abc import Callable
from typing import Any

import pytest

from api.graphql.because import BecauseFieldEnum, MatchKindEnum
from search.because import BecauseField, MatchKind
from search.because.kinds import FIELDS
from search.engines import engine_at
from search.fields import SEARCHABLE
from search.rebuilding import rebuild
from tenants.isolation.scope import scope
from tenants.models import FormerName
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.listings import a_listing
from tests.factories.town import Town

WHY = "because { field kind fragments { text hit } }"
ENTERPRISES = f"""query($t: String!, $n: Int) {{
  searchEnterprises(text: $t, first: $n) {{ edges {{ node {{ name }} {WHY} }} }} }}"""
LISTINGS = f"""query($t: String!, $n: Int) {{
  searchListings(text: $t, first: $n) {{ edges {{ node {{ title }} {WHY} }} }} }}"""


@pytest.fixture
def indexed(town: Town, tmp_path: Any, settings: Any) -> Any:
    """Six shops with former names, each with a listing."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    with scope(town.home.district):
        for number in range(6):
            shop = an_enterprise(f"中德清茶{'一二三四五六'[number]}馆")
            FormerName.objects.create(enterprise=shop, name=f"旧茶铺{number}")
            moved_in(shop, a_unit(town.home.building, f"20{number:02}"))
            a_listing(town.home.as_liaison, f"茶艺课{number}", tags=("路演",))
    rebuild()
    yield town
    engine_at.cache_clear()


def drawn(because: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['field']} {one['kind']} "
        + "".join(f"[{piece['text']}]" if piece["hit"] else piece["text"] for piece in one["fragments"])
        for one in because
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("zd", "NAME INITIALS [中德]清茶一馆"),
        ("中de", "NAME MIXED [中德]清茶一馆"),
        ("中德清叉一馆", "NAME TYPO [中德清]茶[一馆]"),
        ("jiuchapu0", "FORMER_NAME PINYIN [旧茶铺0]"),
        ("2000", "UNIT EXACT [2000]"),
    ],
)
def test_each_hit_says_why_it_is_there(indexed: Town, ask: Callable[..., Any], text: str, why: str) -> None:
    edges = ask(indexed.home.district).data(ENTERPRISES, t=text)["searchEnterprises"]["edges"]
    edge = next(edge for edge in edges if edge["node"]["name"] == "中德清茶一馆")
    assert drawn(edge["because"])[0] == why


def test_a_listing_says_it_of_its_title_and_tags(indexed: Town, ask: Callable[..., Any]) -> None:
    asker = ask(indexed.home.district)
    [first, *_] = asker.data(LISTINGS, t="chayike0")["searchListings"]["edges"]
    assert drawn(first["because"]) == ["TITLE PINYIN [茶艺课0]"]
    [first, *_] = asker.data(LISTINGS, t="茶艺 路演")["searchListings"]["edges"]
    assert [one.split()[0] for one in drawn(first["because"])] == ["TITLE", "TAG"]


@pytest.mark.parametrize(("query", "text", "more"), [(ENTERPRISES, "zd", 5), (LISTINGS, "茶艺", 1)])
def test_it_is_read_for_the_page_and_only_when_asked(
    indexed: Town, ask: Callable[..., Any], query: str, text: str, more: int
) -> None:
    asker = ask(indexed.home.district)

    def statements(asked: str, first: int) -> int:
        asker.data(asked, t=text, n=first)
        return asker.statements

    plain = statements(query.replace(WHY, ""), 6)
    assert statements(query, 2) == statements(query, 6) == plain + more


def test_every_field_and_kind_has_its_word() -> None:
    assert set(BecauseFieldEnum._meta.enum.__members__) == {field.value for field in BecauseField}
    assert set(MatchKindEnum._meta.enum.__members__) == {kind.value for kind in MatchKind}
    assert {field.name for field in SEARCHABLE} == {*FIELDS, "place"}
