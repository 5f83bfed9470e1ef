"""One company, found in every way that people look for it."""

import pytest

from tenants.actions.enterprises import add_enterprises, new_enterprise
from tenants.isolation.scope import scope
from tenants.models import BuildingAlias, FormerName
from tests.factories.ground import a_building, a_district, a_unit, an_enterprise, moved_in
from tests.search.conftest import relay

CODE = "91370811MAUMCN8YMM"


@pytest.fixture
def plaza(transactional_db, index):
    """新众通 in tower A, among neighbours whose names resemble its own."""
    district = a_district("plaza")
    with scope(district):
        tower, other = a_building("A座"), a_building("B座", ordinal=1)
        for alias in ("A栋", "1号楼", "中德广场A座"):
            BuildingAlias.objects.create(building=tower, alias=alias, folded=alias.lower())
        company = an_enterprise(
            "济宁新众通信息技术有限公司", shop_sign="新众通", uscc=CODE, description="做软件的人"
        )
        FormerName.objects.create(enterprise=company, name="大通电脑商行")
        moved_in(company, a_unit(tower, "1203"))
        for label, name in (("1204", "新众通达物流"), ("1205", "小新众通信"), ("1305", "星中天餐饮")):
            moved_in(an_enterprise(name), a_unit(tower, label))
        moved_in(an_enterprise("单县羊汤"), a_unit(other, "1306"))
    relay()
    return district


FIRST = {
    "济宁新众通信息技术有限公司": [
        *("新众通", "新眾通", "济宁新众通", "新众通信息", "做软件"),
        *("ＸＺＴ", "xzt", "jnxzt", "xinzhongtong", "xin zhong tong", "XinZhong通"),
        *("A座1203", "A-1203", "a栋1203室", "1号楼1203", "12F-03", "1203"),
        *(CODE, CODE[-6:], CODE[-4:].lower(), "MAUMCN8", "9137 0811 MAUM CN8Y MM"),
        *("大通电脑", "dtdnsh", "datongdiannao", "新众通 A座", "A座 12楼 新众通"),
    ],
    "单县羊汤": [
        "单",
        "單縣羊湯",
        "shanxianyangtang",
        "sxyt",
        "shan xian",
        "单县 羊汤",
        "羊",
        "汤",
        "B座1306",
    ],
    "星中天餐饮": ["星中天", "13F-05", "cany"],
}


def test_the_company_meant_is_first_however_it_is_asked_for(plaza, found):
    wrong = {
        typed: names[:3]
        for name, ways in FIRST.items()
        for typed in ways
        if (names := found(plaza, typed))[:1] != [name]
    }
    assert wrong == {}


def test_better_matches_come_first(plaza, found):
    assert found(plaza, "新众通") == ["济宁新众通信息技术有限公司", "新众通达物流", "小新众通信"]


def test_a_character_wrong_still_finds_when_nothing_else_does(plaza, found):
    assert found(plaza, "济宁新重通信息技术")[0] == "济宁新众通信息技术有限公司"
    assert found(plaza, "单县羊场") == found(plaza, "羊汤单县") == ["单县羊汤"]


NOTHING = ["", "  ", "★", "…()[]{}^$.*+?\\|", "zzqx", "\x00\ud800", "\u202e", "a" * 10_000, "囧" * 10_000]


def test_nothing_is_found_for_nothing(plaza, found):
    assert {typed: names for typed in NOTHING if (names := found(plaza, typed))} == {}


def test_filters_narrow_and_an_empty_choice_is_none(plaza, found):
    assert found(plaza, "新众通", filters={"initial": ["X"]}) == ["新众通达物流", "小新众通信"]
    assert found(plaza, "新众通", filters={"initial": []}) == []


def test_the_same_name_in_hundreds_pages_to_the_end(plaza, found):
    from search.selectors import search_enterprises
    from tenants.acts.authors import OPERATOR
    from tenants.acts.recording import act
    from tenants.readers import ANYBODY

    with scope(plaza):
        tower = a_building("C座", ordinal=2)
        with act("enterprise.register", by=OPERATOR) as record:
            many = add_enterprises(record, [new_enterprise(name=f"连锁店{n}号") for n in range(45)])
        for number, shop in enumerate(many):
            moved_in(shop, a_unit(tower, f"{number // 10 + 1}{number % 10:02d}"))
    relay()
    names, after = [], None
    with scope(plaza):
        while True:
            page = search_enterprises(reader=ANYBODY, text="连锁店", first=20, after=after)
            assert page.total_count == 45
            names += [hit.row.name for hit in page.hits]
            if not page.has_next_page:
                break
            after = page.hits[-1].cursor
    assert len(names) == len(set(names)) == 45
