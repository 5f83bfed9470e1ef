"""Where a person must decide, the file waits; the answers come back in the file that a dry run wrote."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Claim, District, Enterprise, FormerName, Tenancy
from tenants.roster.answers import write_answers
from tenants.roster.files.sheet import Unreadable
from tenants.roster.running import Order, run_roster
from tenants.selectors.occupancy import tenancies_on
from tests.tenants.roster.importing import a_rostered_district, asked, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx

MARCH = date(2026, 3, 1)


@pytest.fixture
def home(transactional_db: None, tmp_path: Path) -> District:
    """甲有限公司, with a code, is on 201 since 2024."""
    district = a_rostered_district()
    send(district, tmp_path, line("甲有限公司", "201", code=uscc(1), since="2024-01-01"))
    return district


def send(district: District, folder: Path, *lines: list[Any], **options: Any) -> dict[str, Any]:
    return imported(district, xlsx(folder / "台账.xlsx", [HEADINGS, *lines]), **options)


def answer(
    district: District, folder: Path, *lines: list[Any], choice: str, **options: Any
) -> dict[str, Any]:
    """A dry run writes the questions, somebody answers them all alike, the file is sent again."""
    file = xlsx(folder / "台账.xlsx", [HEADINGS, *lines])
    answers = folder / "answers.json"
    with scope(district):
        plan = run_roster(Order(file=file, create_units=True, dry_run=True, **options), by=OPERATOR).plan
    write_answers(answers, [each.row for each in plan.rows], "zh-hans")
    asked_for = json.loads(answers.read_text("utf-8"))
    for question in asked_for["questions"]:
        assert question["answer"] is None and choice in question["choices"], question
        question["answer"] = choice
    answers.write_text(json.dumps(asked_for), "utf-8")
    return imported(district, file, answers=answers, **options)


def on(day: date) -> set[tuple[str, str]]:
    return {
        (one.enterprise.name, one.unit.label)
        for one in tenancies_on(day).select_related("enterprise", "unit")
    }


def test_another_company_in_a_unit_that_is_taken_is_asked_about_not_guessed(
    home: District, tmp_path: Path
) -> None:
    report = send(home, tmp_path, line("乙餐饮店", "201", since="2026-03-01"))
    assert asked(report) == [(2, "房号", "unit_taken")]
    assert report["rows"][0]["problems"][0]["choices"] == ["rename", "replace", "share", "skip"]
    assert "甲有限公司" in report["rows"][0]["problems"][0]["message"]
    with scope(home):
        assert on(MARCH) == {("甲有限公司", "201")}


def test_replaced_the_old_one_leaves_on_the_day_the_new_one_begins(home: District, tmp_path: Path) -> None:
    answer(home, tmp_path, line("乙餐饮店", "201", since="2026-03-01"), choice="replace")
    with scope(home):
        assert on(date(2026, 2, 28)) == {("甲有限公司", "201")}
        assert on(MARCH) == {("乙餐饮店", "201")}


def test_shared_both_are_there_and_keep_others_out(home: District, tmp_path: Path) -> None:
    both = [
        line("甲有限公司", "201", code=uscc(1), since="2024-01-01"),
        line("乙餐饮店", "201", since="2026-03-01"),
    ]
    answer(home, tmp_path, both[1], choice="share")
    with scope(home):
        assert on(MARCH) == {("甲有限公司", "201"), ("乙餐饮店", "201")}
        assert len(set(Claim.objects.values_list("share", flat=True))) == 1
        assert set(Tenancy.objects.values_list("shared", flat=True)) == {True}


def test_renamed_it_is_the_same_company_under_another_name(home: District, tmp_path: Path) -> None:
    report = answer(home, tmp_path, line("新甲餐饮有限公司", "201", since="2024-01-01"), choice="rename")
    assert [row["verdict"] for row in report["rows"]] == ["changed"]
    with scope(home):
        assert Enterprise.objects.get().name == "新甲餐饮有限公司"
        assert FormerName.objects.get().name == "甲有限公司"


def test_skipped_the_row_is_left_out_and_the_rest_is_applied(home: District, tmp_path: Path) -> None:
    report = answer(home, tmp_path, line("乙餐饮店", "201"), line("丙餐饮店", "202"), choice="skip")
    assert [row["verdict"] for row in report["rows"]] == ["asked", "new"] and report["batch"]


def test_two_rows_on_one_unit_may_share_it(home: District, tmp_path: Path) -> None:
    answer(home, tmp_path, line("乙餐饮店", "202"), line("丙理发店", "202"), choice="share")
    with scope(home):
        assert on(MARCH) >= {("乙餐饮店", "202"), ("丙理发店", "202")}


@pytest.mark.parametrize(
    ("choice", "names"),
    [("rename", {"新名有限公司"}), ("same", {"甲有限公司"}), ("new", {"甲有限公司", "新名有限公司"})],
)
def test_one_code_and_two_names_is_a_question(
    home: District, tmp_path: Path, choice: str, names: set[str]
) -> None:
    row = line("新名有限公司", "202", code=uscc(1), since="2026-03-01")
    stays = line("甲有限公司", "201", code=uscc(1), since="2024-01-01")
    assert asked(send(home, tmp_path, stays, row)) == [(3, "统一社会信用代码", "same_code_other_name")]
    answer(home, tmp_path, stays, row, choice=choice)
    with scope(home):
        assert set(Enterprise.objects.values_list("name", flat=True)) == names


def test_the_sheet_itself_may_say_what_a_company_was_called(home: District, tmp_path: Path) -> None:
    report = send(
        home, tmp_path, line("新名有限公司（原：甲有限公司）", "201", code=uscc(1), since="2024-01-01")
    )
    assert [row["verdict"] for row in report["rows"]] == ["changed"]
    with scope(home):
        assert Enterprise.objects.get().name == "新名有限公司"


def test_a_similar_name_without_a_code_is_a_question(home: District, tmp_path: Path) -> None:
    send(home, tmp_path, line("华龙科技有限公司", "202"))
    report = send(home, tmp_path, line("山东华龙科技（济宁）有限公司", "203"))
    assert asked(report) == [(2, "企业名称", "similar_name")]
    answer(home, tmp_path, line("山东华龙科技（济宁）有限公司", "203"), choice="new")
    with scope(home):
        assert Enterprise.objects.filter(name__contains="华龙").count() == 2


def test_two_codes_are_two_companies_however_alike_their_names(home: District, tmp_path: Path) -> None:
    report = send(
        home,
        tmp_path,
        line("华龙有限公司", "202", code=uscc(2)),
        line("华龙（济宁）有限公司", "203", code=uscc(3)),
    )
    assert [row["verdict"] for row in report["rows"]] == ["new", "new"]


def test_an_answer_holds_only_for_the_row_it_was_asked_about(home: District, tmp_path: Path) -> None:
    answer(home, tmp_path, line("乙餐饮店", "201", since="2026-03-01"), choice="skip")
    file = xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("丙餐饮店", "201", since="2026-03-01")])
    report = imported(home, file, answers=tmp_path / "answers.json")
    assert asked(report) == [(2, "房号", "unit_taken")]


@pytest.mark.parametrize("text", ["", "[]", '{"questions": [{"answer": "maybe"}]}'])
def test_a_file_of_answers_of_no_use_is_said_to_be(home: District, tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.json").write_text(text)
    with pytest.raises(Unreadable, match="answers_wrong"):
        send(home, tmp_path, line("乙", "201"), answers=tmp_path / "answers.json")
