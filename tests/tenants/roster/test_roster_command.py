"""`manage.py roster`, as somebody at a terminal and as a program meets it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tenants.isolation.scope import scope
from tenants.models import Act, Contact, District, Enterprise, Floor, RosterBatch, Tenancy, Unit
from tests.tenants.roster.importing import a_rostered_district
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [line("甲有限公司", "201", code=uscc(1), person="王", phone="13800000001"), line("空置", "202")]
    return xlsx(tmp_path / "台账.xlsx", [HEADINGS, *rows])


@pytest.fixture
def bad_file(tmp_path: Path) -> Path:
    rows = [line("甲有限公司", "201"), line("乙有限公司", "202", area="面议"), line("丙有限公司", "201")]
    return xlsx(tmp_path / "坏.xlsx", [HEADINGS, *rows])


def roster(*words: Any) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("roster", *map(str, words), stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def last_object(out: str) -> dict[str, Any]:
    return json.loads(out.strip().splitlines()[-1])


def test_a_dry_run_shows_and_writes_nothing_then_the_import_does_it_then_it_is_taken_back(
    home: District, file: Path
) -> None:
    options = (file, "--district", "home", "--create-units", "--json")
    code, out, _ = roster(*options, "--dry-run")
    dry = last_object(out)
    assert (code, dry["batch"], dry["summary"]["new"], dry["summary"]["unit"]) == (0, None, 1, 1)
    with scope(home):
        before = (Floor.objects.count(), Enterprise.objects.count())
    code, out, _ = roster(*options)
    batch = last_object(out)["batch"]
    with scope(home):
        assert (code, Tenancy.objects.count(), Contact.objects.count()) == (0, 1, 1)
    code, out, _ = roster("--undo", batch, "--district", "home", "--json")
    assert (code, last_object(out)) == (0, {"batch": batch, "undone": True})
    with scope(home):
        assert (Floor.objects.count(), Enterprise.objects.count()) == before
        assert not Unit.objects.exists() and not Tenancy.objects.exists()
        assert RosterBatch.objects.count() == 1, "what happened stays known"
    assert roster("--undo", batch, "--district", "home")[0] == 2, "once is enough"


def test_a_row_in_json_has_the_fields_of_the_interface(home: District, file: Path) -> None:
    _, out, _ = roster(file, "--district", "home", "--create-units", "--dry-run", "--json")
    report = last_object(out)
    row = report["rows"][0]
    assert {
        key: row[key] for key in ("sheet", "row", "verdict", "name", "uscc", "building", "units", "area")
    } == {
        "sheet": "台账",
        "row": 2,
        "verdict": "new",
        "name": "甲有限公司",
        "uscc": uscc(1),
        "building": "A座",
        "units": ["201"],
        "area": "100.00",
    }
    tail = ("from", "contract_to", "phone", "former_names", "unit_state", "problems")
    assert [row[key] for key in tail] == [None, None, "13800000001", [], None, []]
    assert (report["scope"], report["dropped_columns"]) == (["A座"], [])
    assert report["rows"][1]["unit_state"] == "VACANT"


def test_bad_rows_stop_the_whole_file_unless_they_are_skipped(home: District, bad_file: Path) -> None:
    options = (bad_file, "--district", "home", "--create-units")
    code, out, _ = roster(*options, "--json")
    report = last_object(out)
    assert code == 1 and report["batch"] is None
    problems = [(row["row"], *row["problems"][0].values()) for row in report["rows"] if row["problems"]]
    assert [problem[:4] for problem in problems] == [
        (3, "租赁面积（㎡）", "面议", "not_an_area"),
        (4, "房号", "201", "unit_taken"),
    ]
    with scope(home):
        assert not Act.objects.filter(verb="roster.import").exists() and not Unit.objects.exists()
    code, out, _ = roster(*options, "--skip-bad", "--json")
    assert code == 0 and last_object(out)["batch"]
    with scope(home):
        assert [one.name for one in Enterprise.objects.all()] == ["甲有限公司"]


def test_people_read_where_what_was_found_and_what_would_be_right(home: District, bad_file: Path) -> None:
    code, out, _ = roster(bad_file, "--district", "home", "--create-units")
    assert code == 1
    for word in ("台账 3", "面议", "台账 4", "201", "甲有限公司", "--skip-bad"):
        assert word in out.replace("\n", "")


def test_people_read_who_is_gone_from_where_and_the_last_day_there(home: District, tmp_path: Path) -> None:
    first, later = ([line("甲有限公司", "201"), line("乙有限公司", "202")], [line("甲有限公司", "201")])
    roster(xlsx(tmp_path / "一.xlsx", [HEADINGS, *first]), "--district", "home", "--create-units")
    again = xlsx(tmp_path / "二.xlsx", [HEADINGS, *later])
    with override("zh-hans"):
        code, out, _ = roster(again, "--district", "home", "--gone-on", "2030-03-01", "--dry-run")
    assert code == 0
    for word in ("A座202", "乙有限公司", "最后一日: — → 2030-02-28"):
        assert word in out


def test_a_day_that_is_none_is_named_with_one_that_is() -> None:
    with pytest.raises(CommandError, match="soon.*2026-03-01"):
        call_command("roster", "x.csv", "--district", "home", "--gone-on", "soon")


def test_a_dry_run_writes_the_questions_and_the_import_takes_the_answers(
    home: District, bad_file: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "答复.json"
    options = (bad_file, "--district", "home", "--create-units", "--answers", answers, "--json")
    assert roster(*options, "--dry-run")[0] == 0
    written = json.loads(answers.read_text("utf-8"))
    (question,) = written["questions"]
    assert (question["row"], question["choices"], question["answer"]) == (4, ["share", "skip"], None)
    question["answer"] = "share"
    answers.write_text(json.dumps(written), "utf-8")
    assert last_object(roster(*options, "--skip-bad")[1])["summary"]["new"] == 2
    with scope(home):
        assert Tenancy.objects.filter(unit__label="201", shared=True).count() == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xff\x00", "没有表头\n".encode()])
def test_a_file_of_no_use_is_one_sentence_and_no_trace(
    home: District, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    code, out, err = roster(tmp_path / "坏.xlsx", "--district", "home", "--json")
    assert code == 2 and "Traceback" not in out + err
    assert last_object(out)["error"]["message"] in err and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--district", "nowhere"),
        ("--district", "home", "--scope", "Z座"),
        ("--district", "home", "--mapping", "/none"),
    ],
)
def test_options_of_no_use_are_one_sentence(home: District, file: Path, words: tuple[str, ...]) -> None:
    code, _, err = roster(file, *words)
    assert code == 2 and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [(), ("--district", "home"), ("x.csv", "--district", "home", "--gone-on", "soon")]
)
def test_a_line_that_makes_no_sense_is_refused_before_anything_is_read(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("roster", *words)
