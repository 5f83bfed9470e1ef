"""Whatever somebody types or pastes into the box is answered, or refused in words; nothing breaks, nothing
takes long."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.isolation.scope import scope
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.listings import a_listing
from tests.factories.town import Town

WHY = "because { field kind fragments { text hit } }"
ALL = f"""query($t: String!) {{
  searchEnterprises(text: $t, first: 5) {{ totalCount edges {{ node {{ name }} {WHY} }} }}
  searchListings(text: $t, first: 5) {{ totalCount edges {{ node {{ title }} {WHY} }} }}
  suggest(text: $t) {{ group text fragments {{ text hit }} }} }}"""
STRANGE = [
    *("a" * 10_000, "中" * 10_000, "中a" * 5_000, "1" * 10_000, "a " * 5_000, "中 " * 5_000, "ﷺ" * 3_000),
    *(
        "",
        " ",
        "\t\r\n",
        "。，、；：“”（）《》",
        "!@#$%^&*()_+-=[]{}|;':\",./<>?",
        "'" * 10_000,
        "(" * 10_000,
    ),
    *(
        "😀",
        "👨‍👩‍👧‍👦" * 100,
        "🇨🇳",
        "e" + "\u0301" * 5_000,
        "\u200b\u200d\ufeff" * 100,
        "中\u200b德",
        "\u202e德中\u202c",
    ),
    *("\u0001\u0002\u001f", "\x7f", "中\x1f德", "\ufffe\uffff", "\U000e0001", "\U0010ffff", "𠮷野家", "㐀㐁"),
    *(
        "a*",
        "中?",
        ".*",
        "(a+)+$",
        "[中-德]",
        "^中$",
        "name_text:中",
        "中 AND 德",
        "-中 OR *:*",
        '"中德"~2',
        "中~",
    ),
    *(
        "中^5",
        "\\",
        "/中/",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%00",
        "../../etc",
        "A座" * 3_000,
    ),
    *("①②③ⅣⅤ", "ﬁﬂ㎡㏄", "ＡＢＣ" * 2_000, "ßẞſ", "İı", "١٢٣", "עברית", "العربية", "ไทย", "한국어 가", "ｶﾞｷﾞ"),
]


@pytest.fixture
def typing(town: Town, tmp_path: Any, settings: Any) -> Iterator[Callable[[str], dict[str, Any]]]:
    """`typing(body)` sends a body as it is and gives the answer."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    with scope(town.home.district):
        moved_in(an_enterprise("中德 A·B（㎡ﬁ）店", shop_sign="^a+$"), a_unit(town.home.building, "1290"))
        a_listing(town.home.as_liaison, "中德 a*(b) 会议室", description="“中德”，\n[a]+")
    rebuild()

    def send(body: str) -> dict[str, Any]:
        said = Client().post(f"/d/{town.home.district.slug}/graphql", body, "application/json")
        return said.json()

    yield send
    engine_at.cache_clear()


def is_answered(answer: dict[str, Any]) -> bool:
    """With data, whose pieces are the texts; or by a refusal in words of the protocol."""
    if "errors" in answer:
        codes = {error["extensions"]["code"] for error in answer["errors"]}
        return codes <= {"BAD_CHARACTER", "NOT_JSON", "TOO_DEAR"}
    data = answer["data"]
    for one in data["suggest"]:
        assert "".join(piece["text"] for piece in one["fragments"]) == one["text"]
    edges = data["searchEnterprises"]["edges"] + data["searchListings"]["edges"]
    pieces = [piece for edge in edges for why in edge["because"] for piece in why["fragments"]]
    return all(piece["text"] for piece in pieces)


def test_what_is_strange_is_answered(typing: Callable[[str], dict[str, Any]]) -> None:
    answers = {text: typing(json.dumps({"query": ALL, "variables": {"t": text}})) for text in STRANGE}
    failed = {text[:20]: answer for text, answer in answers.items() if "errors" in answer}
    assert failed == {} and all(map(is_answered, answers.values()))


def test_what_is_no_text_is_answered_or_refused(typing: Callable[[str], dict[str, Any]]) -> None:
    for escaped in (r"\ud800", r"\udfff\ud83d", r"\u0000", r"中\u0000德", r"\u0"):
        body = f'{{"query": {json.dumps(ALL)}, "variables": {{"t": "{escaped}"}}}}'
        assert is_answered(typing(body)), escaped


ANYTHING = st.text(st.characters(codec="utf-8"), max_size=200)
NEARLY_QUERIES = st.lists(
    st.sampled_from([*"中德aA1座*?[](){}^$|\\+-:/~\"' ()㎡ﬁ", "AND", "\u202e", "\u0301"])
).map("".join)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=ANYTHING | NEARLY_QUERIES)
def test_whatever_it_is_it_is_answered(typing: Callable[[str], dict[str, Any]], text: str) -> None:
    assert is_answered(typing(json.dumps({"query": ALL, "variables": {"t": text}})))
