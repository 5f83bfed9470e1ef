"""The reasons follow the table and the order of the ranking: the first is the one that gave the score."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.fields import BREVITY, brevity
from search.selectors import search_enterprises, search_listings, why_enterprises, why_listings
from tenants.isolation.scope import scope
from tenants.models import EnterpriseTag, FormerName, Industry, Tag
from tenants.readers import ANYBODY
from tenants.reading.folding import fold
from tests.factories.ground import a_building, a_district, a_unit, an_enterprise, moved_in
from tests.factories.listings import a_listing
from tests.search.conftest import relay

CODE = "91370811MAUMCN8YMM"
AT_ONCE = [
    *(
        "新众通",
        "新眾通",
        "济宁新众通信息技术有限公司",
        "xzt",
        "jnxzt",
        "xinzhongtong",
        "xinzhongt",
        "新zhong",
    ),
    *("通信", "信", "辛仲通", "datong", "dtdn", "大通电脑", CODE, CODE[-6:], "MAUMCN8", CODE[-4:]),
    *("A座1203", "1203", "A座", "12楼", "路演", "luyan", "软件", "ruanjian", "做软件", "kfc", "KFCct", "fc"),
    *("仲德", "辛众通信息", "xinzhongtongda", "kfccan"),
]


@pytest.fixture
def plaza(transactional_db, index):
    district = a_district("plaza")
    with scope(district):
        tower = a_building("A座")
        software = Industry.objects.create(code="65", name="软件和信息技术服务业")
        company = an_enterprise(
            "济宁新众通信息技术有限公司",
            shop_sign="新众通",
            uscc=CODE,
            description="做软件的人",
            industry=software,
        )
        FormerName.objects.create(enterprise=company, name="大通电脑商行")
        tag = Tag.objects.create(label="路演", folded="路演")
        EnterpriseTag.objects.create(enterprise=company, tag=tag)
        moved_in(company, a_unit(tower, "1203"))
        for label, name in (
            ("1204", "新众通达物流"),
            ("1205", "小新众通信"),
            ("1305", "KFC餐厅"),
            ("1306", "中德"),
        ):
            moved_in(an_enterprise(name), a_unit(tower, label))
    relay()
    return district


@pytest.mark.parametrize("text", AT_ONCE)
def test_the_first_reason_gave_the_score(plaza, text):
    with scope(plaza):
        hits = search_enterprises(reader=ANYBODY, text=text).hits
        why = why_enterprises(reader=ANYBODY, text=text, rows=[hit.row for hit in hits])
    assert hits
    for hit in hits:
        names = [fold(name) for name in (hit.row.name, hit.row.shop_sign) if name]
        bonus = BREVITY.get(brevity(min(map(len, names))), 0)
        assert why[hit.row.id][0].score + bonus == pytest.approx(hit.score, abs=0.01), hit.row.name


@pytest.mark.parametrize(
    "text", ["新众通 A座", "新众通A座1203", "新众通软件", "济宁新重通信息技术", "电脑大通"]
)
def test_what_is_found_in_parts_or_nearly_has_reasons_too(plaza, text):
    with scope(plaza):
        hits = search_enterprises(reader=ANYBODY, text=text).hits
        why = why_enterprises(reader=ANYBODY, text=text, rows=[hit.row for hit in hits])
    assert hits and all(why[hit.row.id] for hit in hits)


def test_reasons_of_a_page_cost_the_same_however_long_it_is(plaza):
    with scope(plaza):
        rows = [hit.row for hit in search_enterprises(reader=ANYBODY, text="A座").hits]
        assert len(rows) == 5
        with CaptureQueriesContext(connection) as one:
            why_enterprises(reader=ANYBODY, text="A座", rows=rows[:1])
        with CaptureQueriesContext(connection) as all_of_them:
            why_enterprises(reader=ANYBODY, text="A座", rows=rows)
    assert len(one) <= len(all_of_them) <= 7


def test_a_listing_is_found_by_title_tag_category_and_details(town, index):
    with scope(town.home.district):
        a_listing(town.home.as_liaison, "多功能会议室", description="有投影", category="ROOM", tags=("路演",))
        a_listing(town.home.as_liaison, "会议记录", category="SKILL", tags=("速记",))
    relay()
    first = {}
    for text in ("hys", "会议", "luyan", "投影", "场地", "会义室", "会议室 路演"):
        with scope(town.home.district):
            rows = [hit.row for hit in search_listings(reader=ANYBODY, text=text).hits]
            with CaptureQueriesContext(connection) as asked:
                why = why_listings(reader=ANYBODY, text=text, rows=rows)
        assert len(asked) == 2
        first[text] = [(reason.field.value, reason.kind.value) for reason in why[rows[0].id]]
    assert first == {
        "hys": [("TITLE", "INITIALS")],
        "会议": [("TITLE", "HANZI")],
        "luyan": [("TAG", "PINYIN")],
        "投影": [("DETAILS", "HANZI")],
        "场地": [("CATEGORY", "HANZI")],
        "会义室": [("TITLE", "TYPO")],
        "会议室 路演": [("TITLE", "HANZI"), ("TAG", "HANZI")],
    }
