"""Facets as they are asked for: in order, in the reader's language, at a fixed price, for whom they are."""

from collections.abc import Callable
from typing import Any

import pytest

from alliance.branches.actions.covering import cover
from api.graphql.ids import encode
from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import BusinessFormat, Enterprise, EnterpriseTag, Floor, Industry, Tag
from tests.api.graphql.conftest import Asker
from tests.factories.branches import a_known_branch
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in
from tests.factories.listings import FOR_DISTRICT, a_listing
from tests.factories.members import a_member
from tests.factories.town import Town

FACETS = """query($t: String!, $fields: [FacetField!], $f: EnterpriseFilter) {
  searchEnterprises(text: $t, first: 1, filter: $f) {
    totalCount facets(fields: $fields) { field buckets { value label count } } } }"""
PUBLIC = ["BUILDING", "FLOOR", "INDUSTRY", "FORMAT", "TAG", "KIND", "HAS_OPEN", "MEMBER"]
BESIDES = ["SECTOR", "BRANCH"]

Ask = Callable[..., Asker]


@pytest.fixture
def indexed(town: Town, tmp_path: Any, settings: Any) -> Any:
    """Three tea houses in a tower each of two, on floors whose labels sort otherwise than people count."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    with scope(town.home.district):
        late, early = a_building("甲楼", ordinal=9), a_building("乙楼", ordinal=8)
        for ordinal, label in enumerate(("B1", "2", "12A")):
            Floor.objects.create(building=early, label=label, ordinal=ordinal)
        tea = BusinessFormat.objects.create(name="茶饮", ordinal=1)
        retail = Industry.objects.create(code="52", name="零售业")
        houses = [
            an_enterprise(f"清茶{word}馆", format=tea, industry=retail, kind=kind, sector="STATE")
            for word, kind in (("一", "COMPANY"), ("二", "SOLE_TRADER"), ("三", "COMPANY"))
        ]
        for house, (tower, label) in zip(
            houses, ((early, "12A01"), (early, "B101"), (late, "301")), strict=True
        ):
            moved_in(house, a_unit(tower, label))
        for word, some in (("安静", houses), ("包间", houses[:1]), ("茶艺", houses[:1])):
            tag = Tag.objects.create(label=word, folded=word)
            for house in some:
                EnterpriseTag.objects.create(enterprise=house, tag=tag)
        cover(by=OPERATOR, organisation_id=a_known_branch().id, enterprise_ids=[houses[0].id])
        a_member(houses[0])
        own = town.home.enterprise
        Enterprise.objects.filter(id=own.id).update(name="清茶本馆")
        a_listing(town.home.as_liaison, kind="OFFER")
        a_listing(town.home.as_liaison, kind="WANT", **FOR_DISTRICT)
    with scope(town.next_door.district):
        moved_in(an_enterprise("清茶隔壁馆"), a_unit(town.next_door.building, "2001"))
    rebuild()
    yield town
    engine_at.cache_clear()


def buckets(asker: Asker, field: str, **filter: Any) -> list[tuple[str, int]]:
    [facet] = asker.data(FACETS, t="清茶", fields=[field], f=filter)["searchEnterprises"]["facets"]
    return [(bucket["label"], bucket["count"]) for bucket in facet["buckets"]]


def test_towers_and_floors_are_in_their_own_order_and_the_rest_by_count(indexed: Town, ask: Ask) -> None:
    asker = ask(indexed.home.district)
    assert buckets(asker, "BUILDING") == [("A座", 1), ("乙楼", 2), ("甲楼", 1)]
    assert buckets(asker, "FLOOR") == [("A座 12", 1), ("乙楼 B1", 1), ("乙楼 12A", 1), ("甲楼 3", 1)]
    assert buckets(asker, "TAG") == [("安静", 3), ("包间", 1), ("茶艺", 1)]  # ān, bāo, chá
    assert buckets(asker, "KIND") == [("company", 3), ("sole trader", 1)]
    assert buckets(asker, "FORMAT") == [("茶饮", 3)] and buckets(asker, "INDUSTRY") == [("零售业", 3)]


def test_values_are_what_the_filter_takes(indexed: Town, ask: Ask) -> None:
    home = indexed.home
    asker = ask(home.district, home.secretary)
    filters = dict(
        zip(
            [*PUBLIC, *BESIDES],
            (
                *("buildings", "floors", "industries", "formats", "tags", "kinds", "hasOpen", "member"),
                *("sectors", "branches"),
            ),
            strict=True,
        )
    )
    answer = asker.data(FACETS, t="清茶")["searchEnterprises"]
    assert {facet["field"] for facet in answer["facets"]} == filters.keys()
    for facet in answer["facets"]:
        assert facet["buckets"], facet["field"]
        for bucket in facet["buckets"]:
            value: Any = [bucket["value"]]
            if facet["field"] == "MEMBER":
                value = bucket["value"] == "true"
            chosen = asker.data(FACETS, t="清茶", fields=[], f={filters[facet["field"]]: value})
            assert chosen["searchEnterprises"] == {"totalCount": bucket["count"], "facets": []}
    assert [b["value"] for b in answer["facets"][0]["buckets"]][0] == encode("Building", home.building.id)


def test_labels_are_in_the_readers_language(indexed: Town, ask: Ask) -> None:
    home = indexed.home
    chinese = Asker(home.district, home.secretary, "zh-hans")
    assert buckets(chinese, "KIND") == [("企业", 3), ("个体工商户", 1)]
    assert buckets(chinese, "MEMBER") == [("非成员单位", 3), ("成员单位", 1)]
    assert buckets(chinese, "SECTOR") == [("国有", 3), ("未知", 1)]
    english = ask(home.district, home.secretary)
    assert buckets(english, "MEMBER") == [("no member", 3), ("member of the alliance", 1)]
    assert buckets(english, "BRANCH") == [("A座联合党支部", 1)]


def test_a_facet_is_not_narrowed_by_its_own_filter(indexed: Town, ask: Ask) -> None:
    asker = ask(indexed.home.district)
    assert buckets(asker, "KIND", kinds=["SOLE_TRADER"]) == [("company", 3), ("sole trader", 1)]
    assert buckets(asker, "BUILDING", kinds=["SOLE_TRADER"]) == [("乙楼", 1)]
    assert buckets(asker, "KIND", kinds=[]) == [("company", 3), ("sole trader", 1)]
    assert buckets(asker, "MEMBER", member=True) == [("no member", 3), ("member of the alliance", 1)]
    assert buckets(asker, "TAG", tags=["没有的"], updatedSince="2020-01-01T00:00:00Z")[0] == ("安静", 3)


def test_tower_and_floor_are_counted_as_they_are_filtered_those_of_one_tenancy(
    indexed: Town, ask: Ask
) -> None:
    """One is on the 12th floor of A座 and on the third of 甲楼."""
    home, asker = indexed.home, ask(indexed.home.district)
    with scope(home.district):
        floors = {(one.building.name, one.label): one for one in Floor.objects.select_related("building")}
        moved_in(home.enterprise, a_unit(floors["甲楼", "3"].building, "302"))
    rebuild()
    here = [encode("Floor", floors["A座", "12"].id)]
    assert buckets(asker, "BUILDING") == [("A座", 1), ("乙楼", 2), ("甲楼", 2)]
    assert buckets(asker, "BUILDING", floors=here) == [("A座", 1)]
    towers = [encode("Building", floors["甲楼", "3"].building_id)]
    assert buckets(asker, "FLOOR", buildings=towers) == [("甲楼 3", 2)]
    assert buckets(asker, "KIND", buildings=towers, floors=here) == []
    assert buckets(asker, "BUILDING", buildings=towers, floors=here) == [("A座", 1)]
    assert buckets(asker, "FLOOR", buildings=towers, floors=here) == [("甲楼 3", 2)]


@pytest.mark.parametrize("field", BESIDES)
def test_what_is_not_for_everybody_is_null_and_the_page_answers(indexed: Town, ask: Ask, field: str) -> None:
    home = indexed.home
    for account in (None, indexed.outsider, indexed.neighbour):
        asker = ask(home.district, account)
        answer = asker(FACETS, t="清茶", fields=["KIND", field])
        assert answer["data"]["searchEnterprises"] == {"totalCount": 4, "facets": None}
        [error] = answer["errors"]
        assert error["extensions"]["code"] == "FACET_NOT_PUBLIC" and error["extensions"]["facet"] == field
        assert error["path"] == ["searchEnterprises", "facets"]
        everything = asker.data(FACETS, t="清茶")["searchEnterprises"]["facets"]
        assert {facet["field"] for facet in everything} == set(PUBLIC)
    assert buckets(ask(home.district, home.liaison), field)


def test_open_listings_are_counted_for_each_as_they_see_them(indexed: Town, ask: Ask) -> None:
    home = indexed.home
    for account in (None, indexed.outsider, indexed.neighbour):
        assert buckets(ask(home.district, account), "HAS_OPEN") == [("offer", 1)]
        assert buckets(ask(home.district, account), "HAS_OPEN", hasOpen=["WANT"]) == [("offer", 1)]
    for account in (home.liaison, home.secretary):
        assert buckets(ask(home.district, account), "HAS_OPEN") == [("offer", 1), ("want", 1)]
        assert buckets(ask(home.district, account), "KIND", hasOpen=["WANT"]) == [("company", 1)]


# Token, district, scope, reader and savepoint; the page and its count; and one for the names of each facet's
# values, enums excepted. In the database each facet is counted by one more, over the hits that one reads: or
# two, since that by kind is not narrowed by its own filter.
@pytest.mark.parametrize(
    ("login", "fields", "by_index", "by_database"),
    [(None, PUBLIC, 13, 23), ("insider-secretary", [*PUBLIC, *BESIDES], 18, 28)],
)
def test_statements_do_not_grow_with_what_is_found(
    indexed: Town, ask: Ask, login: str | None, fields: list[str], by_index: int, by_database: int
) -> None:
    home = indexed.home
    asker = ask(home.district, home.secretary if login else None)
    spent = []
    for text in ("清茶一馆", "清茶"):
        for filter in ({}, {"updatedSince": "2020-01-01T00:00:00Z", "kinds": ["COMPANY"]}):
            asker.data(FACETS, t=text, fields=fields, f=filter)
            spent.append(asker.statements)
    assert spent == [by_index, by_database] * 2


def test_the_engine_counts_along_with_the_page(
    indexed: Town, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.tantivy.index import TantivyEngine

    search, times = TantivyEngine.search, []

    def counted(self: Any, *asked: Any, **how: Any) -> Any:
        times.append(how)
        return search(self, *asked, **how)

    monkeypatch.setattr(TantivyEngine, "search", counted)
    asker = ask(indexed.home.district)
    asker.data(FACETS, t="清茶", fields=PUBLIC)
    # One for the page with its facets; the other counts the hits again for `totalCount`.
    assert [bool(how["facets"]) for how in times] == [True, False]
    times.clear()
    asker.data(
        """query($t: String!) { searchEnterprises(text: $t) { ...page } }
        fragment page on EnterpriseSearchConnection { edges { cursor }
          towers: facets(fields: [BUILDING]) { buckets { count } }
          kinds: facets(fields: [KIND, KIND]) { field buckets { count } }
          none: facets @skip(if: true) { field } }""",
        t="清茶",
    )
    assert [sorted(how["facets"]) for how in times] == [["building", "kind"]]


def test_without_an_index_page_and_facets_are_away_together(
    indexed: Town, ask: Ask, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/nothing-here"
    engine_at.cache_clear()
    assert ask(indexed.home.district).code(FACETS, t="清茶") == "SEARCH_UNAVAILABLE"
