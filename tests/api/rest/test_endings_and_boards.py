"""What ends soon, for the offices; who is there, for everybody who stands in the lobby."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Enterprise
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in, under_contract
from tests.factories.town import SHARED_CODE, Town

from .test_exports import get, rows


def excel(response: Any) -> list[list[Any]]:
    """Read back by another program."""
    assert response.status_code == 200, response.content
    content = b"".join(response.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.fixture
def ending(town: Town) -> Town:
    """Contracts whose last day is today, in 30 and in 31 days; one run out while the tenant is there."""
    with scope(town.home.district):
        for label, days in (("2001", 0), ("2002", 30), ("2003", 31), ("2004", -1)):
            unit = a_unit(town.home.building, label)
            under_contract(an_enterprise(f"{days}天"), unit, contract_to=today() + timedelta(days=days))
    return town


def test_contracts_that_end_in_so_many_days_come_the_first_first(ending: Town) -> None:
    listed = rows(get("/d/home/api/contracts-ending.csv?days=30", ending.home.manager))
    assert [(row["单位名称"], row["剩余天数"], row["单元"]) for row in listed] == [
        ("0天", "0", "2001"),
        ("30天", "30", "2002"),
    ]
    assert listed[0]["合同到期"] == str(today())
    assert len(rows(get("/d/home/api/contracts-ending.csv", ending.home.manager))) == 3


def test_in_excel_days_are_days_and_counts_are_numbers(ending: Town) -> None:
    headings, first, *_rest = excel(get("/d/home/api/contracts-ending.xlsx?days=30", ending.home.manager))
    row = dict(zip(headings, first, strict=True))
    assert (row["合同到期"], row["剩余天数"], row["单位名称"]) == (today(), 0, "0天")
    vacant = excel(get("/d/home/api/vacant.xlsx", ending.home.manager))
    assert vacant[1][2] == "1204" and vacant[1][5] == 100
    moves = excel(get(f"/d/home/api/moves.xlsx?month={today():%Y-%m}", ending.home.manager))
    assert moves[0][0] == "变动"
    assert len(excel(get("/d/home/api/occupancy.xlsx", ending.home.manager))) == 6


@pytest.mark.parametrize("days", ["0", "-1", "367", "soon", "１"])
def test_a_number_of_days_that_is_none_is_answered_in_a_sentence(town: Town, days: str) -> None:
    answer = get(f"/d/home/api/contracts-ending.csv?days={days}", town.home.manager)
    assert answer.status_code == 400 and "1 到 366" in answer.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_dates_of_contracts_are_for_the_offices_only(ending: Town, form: str) -> None:
    for account in (ending.next_door.manager, ending.insider, ending.outsider, None):
        there, nowhere = (
            get(f"/d/{slug}/api/contracts-ending.{form}", account) for slug in ("home", "nowhere")
        )
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert there.status_code == 404


def lobby(town: Town) -> None:
    """A second tower, a company on two units of a floor, one that is gone and one to come."""
    home = town.home
    two = an_enterprise("两间有限公司", shop_sign="两间 & <合>")
    for label in ("2002", "2001"):
        moved_in(two, a_unit(home.building, label))
    moved_in(an_enterprise("走了公司"), a_unit(home.building, "2101"), last_day=date(2024, 1, 1))
    moved_in(an_enterprise("要来公司"), a_unit(home.building, "2102"), starts=date(2099, 1, 1))
    moved_in(an_enterprise("别楼公司"), a_unit(a_building("B座", ordinal=1), "101"))


def test_the_board_shows_who_is_there_today_from_the_top_down_to_everybody(town: Town) -> None:
    with scope(town.home.district):
        lobby(town)
    listed = rows(get("/d/home/api/lobby-board.csv", None))
    assert [tuple(row.values()) for row in listed] == [
        ("A座", "20", "2001、2002", "两间有限公司", "两间 & <合>"),
        ("A座", "12", "1203", town.home.enterprise.name, ""),
        ("B座", "1", "101", "别楼公司", ""),
    ]
    assert len(excel(get("/d/home/api/lobby-board.xlsx", town.outsider))) == 4


def page(address: str, **headers: str) -> Any:
    return Client().get(address, headers={"accept-language": "zh-CN", **headers})


def test_the_page_to_print_has_a_sheet_per_tower_and_no_dates_of_anybody(town: Town) -> None:
    with scope(town.home.district):
        lobby(town)
    whole = page("/d/home/lobby-board")
    text = whole.content.decode()
    assert whole.status_code == 200 and text.count('class="sheet') == 2
    assert "两间 &amp; &lt;合&gt;" in text and "走了公司" not in text and "要来公司" not in text
    assert "2020" not in text and SHARED_CODE not in text and "138" not in text
    assert "default-src 'self'" in whole["Content-Security-Policy"]
    one = page("/d/home/lobby-board?building=B座").content.decode()
    assert "别楼公司" in one and "两间有限公司" not in one
    assert "Lobby board" in page("/d/home/lobby-board", **{"accept-language": "en"}).content.decode()


def test_a_tower_a_district_and_a_closed_district_that_are_not_there_answer_alike(town: Town) -> None:
    District.objects.filter(slug="next-door").update(is_public=False)
    answers = [page(f"/d/{path}") for path in ("home/lobby-board?building=Z座", "nowhere/lobby-board")]
    answers += [page("/d/next-door/lobby-board"), page("/d/home/lobby-board?building=\x00")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_the_neighbours_are_on_their_own_board(town: Town) -> None:
    with scope(town.next_door.district):
        Enterprise.objects.update(name="隔壁公司")
    assert "隔壁公司" not in page("/d/home/lobby-board").content.decode()
    assert "隔壁公司" in page("/d/next-door/lobby-board").content.decode()


def test_the_number_of_statements_does_not_grow_with_the_signs(town: Town) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            page("/d/home/lobby-board")
        return len(seen)

    few = statements()
    with scope(town.home.district):
        for number in range(12):
            moved_in(an_enterprise(f"本区{number}"), a_unit(town.home.building, f"20{number:02}"))
    assert statements() == few
