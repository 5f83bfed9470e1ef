"""What the office sends on: streamed, readable by others' programs, and of this district only."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants.actions.moving import move_out
from tenants.isolation.scope import scope
from tenants.models import Account
from tenants.tokens import create_token
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.town import Town


def get(path: str, account: Account | None) -> Any:
    headers = {"Authorization": f"Bearer {create_token(account=account, name='t')[1]}"} if account else {}
    return Client().get(path, headers=headers)


def rows(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_office_gets_who_is_where_on_any_day(town: Town) -> None:
    home = town.home
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=date(2026, 3, 31))
    [row] = rows(get("/d/home/api/occupancy.csv?day=2026-03-31", home.manager))
    assert (row["楼宇"], row["单元"], row["单位名称"], row["最后一日"]) == (
        "A座",
        "1203",
        home.enterprise.name,
        "2026-03-31",
    )
    assert rows(get("/d/home/api/occupancy.csv?day=2026-04-01", home.manager)) == []
    [moved] = rows(get("/d/home/api/moves.csv?month=2026-03", home.manager))
    assert (moved["变动"], moved["单位名称"]) == ("迁出", home.enterprise.name)


def test_vacant_units_are_listed(town: Town) -> None:
    assert [row["单元"] for row in rows(get("/d/home/api/vacant.csv", town.home.manager))] == ["1204"]


@pytest.mark.parametrize("path", ["occupancy.csv", "vacant.csv", "moves.csv?month=2026-03"])
def test_neighbour_outsider_and_public_get_the_answer_of_a_district_that_never_was(
    town: Town, path: str
) -> None:
    for account in (town.next_door.manager, town.outsider, town.insider, None):
        there, nowhere = (get(f"/d/{slug}/api/{path}", account) for slug in ("home", "nowhere"))
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert there.status_code == 404


def test_a_streamed_answer_holds_the_whole_district_and_nothing_of_the_neighbours(town: Town) -> None:
    for side, name in ((town.home, "本区"), (town.next_door, "邻区")):
        with scope(side.district):
            for number in range(20):
                moved_in(an_enterprise(f"{name}{number}"), a_unit(side.building, f"20{number:02}"))
    names = {row["单位名称"] for row in rows(get("/d/home/api/occupancy.csv", town.home.manager))}
    assert len(names) == 21
    assert not any(name.startswith("邻区") for name in names)


def test_the_number_of_statements_does_not_grow_with_the_rows(town: Town) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            rows(get("/d/home/api/occupancy.csv", town.home.manager))
        return len(seen)

    few = statements()
    with scope(town.home.district):
        for number in range(20):
            moved_in(an_enterprise(f"本区{number}"), a_unit(town.home.building, f"20{number:02}"))
    assert statements() == few


def test_a_name_that_looks_like_a_formula_is_text_in_a_spreadsheet(town: Town) -> None:
    with scope(town.home.district):
        moved_in(an_enterprise("=cmd|'/c calc'!A1"), town.home.empty_unit)
    names = [row["单位名称"] for row in rows(get("/d/home/api/occupancy.csv", town.home.manager))]
    assert "'=cmd|'/c calc'!A1" in names


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("occupancy.csv?day=soon", "“soon”不是日期，应如 2026-03-01。"),
        ("moves.csv?month=2026-13", "“2026-13”不是月份，应如 2026-03。"),
        ("moves.csv", "“”不是月份"),
    ],
)
def test_a_day_that_is_none_is_answered_in_a_sentence(town: Town, path: str, sentence: str) -> None:
    response = get(f"/d/home/api/{path}", town.home.manager)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_token_that_is_not_valid_is_401(town: Town) -> None:
    response = Client().get("/d/home/api/occupancy.csv", headers={"Authorization": "Bearer dap_invented"})
    assert response.status_code == 401


def test_a_revoked_mandate_exports_nothing_more(town: Town) -> None:
    home = town.home
    with scope(home.district):
        home.manager_mandate.revoked_at = home.manager.created_at + timedelta(0)
        home.manager_mandate.save(update_fields=["revoked_at"])
    assert get("/d/home/api/occupancy.csv", home.manager).status_code == 404


@pytest.mark.parametrize("month", ["9999-12", "0000-01", "2026-13", "soon", ""])
def test_a_month_that_has_no_end_is_none(town: Town, month: str) -> None:
    assert get(f"/d/home/api/moves.csv?month={month}", town.home.manager).status_code == 400
    assert get("/d/home/api/moves.csv?month=9999-11", town.home.manager).status_code == 200
    assert get("/d/home/api/vacant.csv?day=9999-12-31", town.home.manager).status_code == 200
