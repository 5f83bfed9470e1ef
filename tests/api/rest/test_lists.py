"""The three lists as Excel, read back by another program."""

import io
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from alliance.resources.actions import claim_part, deliver_claim, report_progress
from alliance.resources.rules import PartTerms, WindowTerms
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Account, Principal
from tenants.tokens import create_token
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.projects import a_project
from tests.factories.town import Town


def get(name: str, account: Account | None, district: str = "home") -> Any:
    headers = {"Authorization": f"Bearer {create_token(account=account, name='t')[1]}"} if account else {}
    return Client().get(f"/d/{district}/api/{name}.xlsx", headers=headers)


def sheet(name: str, account: Account) -> list[dict[str, Any]]:
    response = get(name, account)
    assert response.status_code == 200, response.content
    content = b"".join(response.streaming_content)
    headings, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_projects_go_out_as_the_office_needs_them(town: Town) -> None:
    home, until = town.home, today() + timedelta(days=30)
    with scope(home.district):
        friend = author_of(a_mandate(an_account("friend"), an_enterprise("热心公司").id))
        parts = (
            PartTerms(title="志愿者", quantity=Decimal(10), measure="人", due=date(2030, 5, 1)),
            PartTerms(title="帐篷"),
        )
        project = a_listing(home.as_liaison, "公益市集", kind="PROJECT", parts=parts, last_day=until)
        people, _tent = project.parts.all()
        first = claim_part(by=friend, part_id=people.id, quantity=Decimal(4))
        report_progress(by=friend, claim_id=first, progress="已到位两人")
        second = claim_part(by=home.as_manager, part_id=people.id, quantity=Decimal("1.5"))
        deliver_claim(by=home.as_manager, claim_id=second)
        a_project(home.as_liaison, title="还没想好", is_draft=True)
    assert sheet("projects", home.secretary) == [
        {
            "事项": "公益市集：志愿者 10人",
            "责任单位": home.enterprise.name,
            "认领单位": "热心公司（4人）、物业服务中心（1.5人）",
            "时限": date(2030, 5, 1),
            "进展": "已认领：已到位两人；已交付；待认领 4.5人",
        },
        {
            "事项": "公益市集：帐篷",
            "责任单位": home.enterprise.name,
            "认领单位": "",
            "时限": until,
            "进展": "待认领",
        },
    ]


def test_offers_and_wants_go_out_with_their_terms(town: Town) -> None:
    home = town.home
    with scope(home.district):
        evenings = WindowTerms(weekdays=frozenset(range(5)), opens=time(18), closes=time(21))
        said: dict[str, Any] = {"category": "ROOM", "windows": (evenings,), "price": "免费", "measure": "间"}
        a_listing(home.as_liaison, "培训教室", quantity=Decimal("2.5"), last_day=date(2030, 5, 1), **said)
        a_listing(home.as_liaison, "找仓库", kind="WANT", place="南口", **FOR_DISTRICT)
        a_listing(home.as_liaison, "点名", **for_named(an_enterprise("友邻").id))
    [offer] = sheet("offers", home.manager)
    assert offer["事项"] == "培训教室" and offer["单位"] == home.enterprise.name
    assert (offer["类别"], offer["数量"], offer["剩余"], offer["计量"]) == ("场地", 2.5, 2.5, "间")
    assert (offer["地点"], offer["可用时段"]) == ("A座 1203", "工作日 18:00–21:00")
    assert (offer["截止"], offer["价格"], offer["状态"]) == (date(2030, 5, 1), "免费", "进行中")
    [want] = sheet("wants", home.manager)
    assert (want["事项"], want["地点"], want["数量"]) == ("找仓库", "南口", "")


def test_what_looks_like_a_formula_is_text(town: Town) -> None:
    with scope(town.home.district):
        for title in ("=1+1", "+86 123", "-减", "@某人", "正常\x0b的"):
            a_listing(town.home.as_liaison, title)
    titles = {row["事项"] for row in sheet("offers", town.home.manager)}
    assert titles == {"'=1+1", "'+86 123", "'-减", "'@某人", "正常的"}


@pytest.mark.parametrize("name", ["projects", "offers", "wants"])
def test_others_get_the_answer_of_a_district_that_never_was(town: Town, name: str) -> None:
    for account in (town.insider, town.neighbour, town.next_door.manager, town.outsider, None):
        there, nowhere = get(name, account), get(name, account, "nowhere")
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert there.status_code == 404


def test_a_branch_secretary_sends_them_on_too(town: Town) -> None:
    home = town.home
    with scope(home.district):
        branch = Principal.objects.create(kind="PARTY_ORGANISATION")
        account = an_account("branch")
        a_mandate(account, branch.id, "BRANCH_SECRETARY")
        a_listing(home.as_liaison, "商圈", **FOR_DISTRICT)
    assert [row["事项"] for row in sheet("offers", account)] == ["商圈"]


def test_the_number_of_statements_does_not_grow_with_the_rows(town: Town) -> None:
    def statements(name: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            sheet(name, town.home.manager)
        return len(seen)

    def another(number: int) -> None:
        project = a_project(town.home.as_liaison, title=f"第{number}")
        claim_part(by=town.home.as_manager, part_id=project.parts.get().id, quantity=Decimal(1))
        a_listing(town.home.as_liaison, f"第{number}")

    with scope(town.home.district):
        another(1)
    few = statements("projects"), statements("offers")
    with scope(town.home.district):
        for number in range(12):
            another(number)
    assert (statements("projects"), statements("offers")) == few
