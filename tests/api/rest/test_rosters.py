"""A roster over REST: what would change, answers and corrections, applied, taken back, written out."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tenants.isolation.scope import scope
from tenants.models import Account, Act, District, Enterprise, RosterBatch, Tenancy
from tenants.roster.running import run_roster
from tenants.tokens import create_token
from tests.factories.ground import a_mandate, an_account, an_office
from tests.factories.town import Town
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx

ROSTERS = "/d/home/api/rosters/"
LINES = "application/x-ndjson"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        line("新来有限公司", "1204", code=uscc(1), area="面议"),
        line("又来有限公司", "1205", code=uscc(2)),
    ]
    return xlsx(tmp_path / "台账.xlsx", [[*HEADINGS, "身份证号"], *([*row, "NUMMER-7"] for row in rows)])


def ask(account: Account | None, method: str = "get", address: str = ROSTERS, **more: Any) -> Any:
    headers = {"accept-language": "zh-CN", **more.pop("headers", {})}
    if account:
        headers["Authorization"] = f"Bearer {create_token(account=account, name='t')[1]}"
    return getattr(Client(), method)(address, headers=headers, **more)


def hand_in(account: Account | None, file: Path, address: str = ROSTERS, **form: Any) -> Any:
    headers = form.pop("headers", {})
    handed = SimpleUploadedFile(file.name, file.read_bytes())
    return ask(account, "post", address, data={"file": handed, **form}, headers=headers)


def written(district: District) -> tuple[int, int, int]:
    with scope(district):
        return Act.objects.count(), Tenancy.objects.count(), RosterBatch.objects.count()


def test_a_dry_run_is_the_default_and_writes_nothing(town: Town, file: Path) -> None:
    before = written(town.home.district)
    answer = hand_in(town.home.manager, file)
    said = answer.json()
    assert (answer.status_code, said["dry_run"], said["applied"], said["stopped"]) == (200, True, False, True)
    assert said["dropped_columns"] == ["身份证号"]
    assert [row["verdict"] for row in said["rows"]] == ["refused", "refused"]
    [area, unit] = said["answers"]["corrections"]
    assert (area["row"], area["found"], area["code"], area["right"]) == (2, "面议", "not_an_area", None)
    assert (unit["row"], unit["code"]) == (3, "no_such_unit") and "没有单元" in unit["message"]
    assert written(town.home.district) == before


def test_what_is_put_right_in_the_answers_is_applied_and_taken_back(town: Town, file: Path) -> None:
    manager, before = town.home.manager, written(town.home.district)
    stopped = hand_in(manager, file, dry_run="false", create_units="true")
    assert (stopped.status_code, stopped.json()["batch"]) == (422, None)
    assert written(town.home.district) == before
    answers = stopped.json()["answers"]
    answers["corrections"][0]["right"] = "120.5"
    done = hand_in(manager, file, dry_run="false", create_units="true", answers=json.dumps(answers))
    said = done.json()
    assert (done.status_code, said["applied"], said["summary"]["new"]) == (200, True, 2), said
    with scope(town.home.district):
        tenancy = Tenancy.objects.get(unit__label="1204")
        assert tenancy.contract is not None and tenancy.contract.lettable_area_cm2 == 1_205_000
        assert Act.objects.get(verb="roster.import").mandate_id == town.home.manager_mandate.id
    assert [one["id"] for one in ask(manager).json()] == [said["batch"]]
    again = hand_in(manager, file, dry_run="false", create_units="true", answers=json.dumps(answers))
    assert again.json()["batch"] is None, "the second time nothing changes"
    taken = ask(manager, "delete", f"{ROSTERS}{said['batch']}/")
    assert (taken.status_code, taken.json()) == (200, {"batch": said["batch"], "undone": True})
    assert ask(manager, "delete", f"{ROSTERS}{said['batch']}/").status_code == 409
    assert ask(manager).json() == []


def test_rows_left_out_come_back_as_a_file_to_put_right(town: Town, file: Path) -> None:
    said = hand_in(town.home.manager, file, dry_run="false", create_units="true", skip_bad="true").json()
    assert said["applied"] and said["left_out"]["name"].endswith(".xlsx")
    content = base64.b64decode(said["left_out"]["content"])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any("新来有限公司" in row for row in rows) and not any("又来有限公司" in row for row in rows)
    assert "NUMMER-7" not in repr(rows)


def test_how_far_it_is_comes_line_by_line_and_the_report_last(town: Town, file: Path) -> None:
    answer = hand_in(town.home.manager, file, headers={"Accept": LINES})
    lines = [json.loads(part) for part in b"".join(answer.streaming_content).splitlines()]
    assert answer["Content-Type"] == LINES
    assert lines[-1]["status"] == 200 and lines[-1]["report"]["summary"]["refused"] == 2
    steps = [one["progress"]["step"] for one in lines[:-1] if one]
    assert "打开文件" in steps and "读取各行" in steps and "写入入驻" not in steps, "a dry run writes nothing"
    assert all(0 <= one["progress"]["done"] <= one["progress"]["total"] for one in lines[:-1] if one)
    applied = hand_in(
        town.home.manager, file, headers={"Accept": LINES}, dry_run="0", create_units="1", skip_bad="1"
    )
    last = json.loads(b"".join(applied.streaming_content).splitlines()[-1])
    with scope(town.home.district):
        assert str(RosterBatch.objects.get().id) == last["report"]["batch"]
    english = hand_in(town.home.manager, file, headers={"Accept": LINES, "accept-language": "en"})
    told = b"".join(english.streaming_content)
    assert b"is not an area" in told and b"Comparing with what is there" in told


def test_neighbours_liaisons_outsiders_and_the_public_get_what_is_not_there(town: Town, file: Path) -> None:
    before = written(town.home.district)
    for account in (town.next_door.manager, town.insider, town.home.secretary, town.outsider, None):
        for there, nowhere in (
            [
                hand_in(account, file, f"/d/{slug}/api/rosters/", dry_run="false")
                for slug in ("home", "nowhere")
            ],
            [ask(account, "get", f"/d/{slug}/api/roster.xlsx") for slug in ("home", "nowhere")],
            [ask(account, "get", f"/d/{slug}/api/rosters/") for slug in ("home", "nowhere")],
        ):
            assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
            assert there.status_code == 404
    assert written(town.home.district) == before


def test_another_towers_manager_is_told_no_and_a_neighbours_batch_never_was(town: Town, file: Path) -> None:
    theirs = hand_in(
        town.next_door.manager, file, "/d/next-door/api/rosters/", dry_run="0", create_units="1", skip_bad="1"
    )
    batch = theirs.json()["batch"]
    never = "01a20ad3-1c88-7304-b29e-c4eaf6fcf373"
    answers = [ask(town.home.manager, "delete", f"{ROSTERS}{one}/") for one in (batch, never)]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    files = [
        ask(town.home.manager, "get", f"/d/home/api/roster.xlsx?layout={one}") for one in (batch, never, "x")
    ]
    assert {(answer.status_code, answer.content) for answer in files} == {(404, files[0].content)}
    with scope(town.home.district):
        elsewhere = an_account("elsewhere")
        a_mandate(elsewhere, an_office("别的物业").id, "PROPERTY_MANAGER")
    refused = hand_in(elsewhere, file)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "FORBIDDEN")
    with scope(town.home.district):
        assert not Enterprise.objects.filter(name="又来有限公司").exists()


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"gone_on": "soon"}, 400, "not_a_date"),
        ({"scope": "Z座"}, 400, "scope_unknown"),
        ({"answers": "{"}, 400, "answers_wrong"),
        ({"answers": '{"questions": [], "corrections": [{"right": 1}]}'}, 400, "answers_wrong"),
        ({"mapping": '{"nothing": 1}'}, 400, "mapping_wrong_fields"),
        ({"actingAs": "nobody"}, 403, "FORBIDDEN"),
    ],
)
def test_what_is_of_no_use_is_one_sentence(
    town: Town, file: Path, form: dict[str, str], status: int, code: str
) -> None:
    answer = hand_in(town.home.manager, file, **form)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["code"]) == (status, code) and error["message"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xff\x00"])
def test_a_file_that_is_none_is_one_sentence(town: Town, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    answer = hand_in(town.home.manager, tmp_path / "坏.xlsx", dry_run="false")
    assert answer.status_code == 400 and "坏.xlsx" in answer.json()["errors"][0]["message"]
    missing = ask(town.home.manager, "post", ROSTERS, data={"dry_run": "true"})
    assert missing.json()["errors"][0]["code"] == "REQUIRED"


def test_a_file_that_is_too_large_is_not_read_to_its_end(town: Town, monkeypatch: Any, file: Path) -> None:
    monkeypatch.setattr("api.rosters.in_memory.LARGEST", 100)
    answer = hand_in(town.home.manager, file)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (413, "FILE_TOO_LARGE")


def test_nothing_of_the_file_is_left_on_disk(
    town: Town, file: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    """Not even while it works: what lies in the temporary folder leads into memory."""
    seen: list[bool] = []
    real = run_roster

    def watched(order: Any, **more: Any) -> Any:
        seen.append(order.file.is_symlink() and str(order.file.readlink()).startswith("/proc/"))
        assert order.file.name == "台账.xlsx"
        return real(order, **more)

    monkeypatch.setattr("api.rosters.running.run_roster", watched)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert hand_in(town.home.manager, file).status_code == 200
    assert seen == [True]


def test_the_roster_goes_out_as_excel_csv_and_blank(town: Town, file: Path) -> None:
    manager = town.home.manager
    batch = hand_in(manager, file, dry_run="0", create_units="1", skip_bad="1").json()["batch"]
    out = ask(manager, "get", f"/d/home/api/roster.xlsx?layout={batch}")
    content = b"".join(out.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["序号", "企业名称", "统一社会信用代码"] and rows[1][1] == "又来有限公司"
    assert b"".join(ask(manager, "get", "/d/home/api/roster.csv").streaming_content).decode("utf-8-sig")
    blank = b"".join(ask(manager, "get", "/d/home/api/roster.xlsx?layout=blank").streaming_content)
    assert "填写说明" in CalamineWorkbook.from_filelike(io.BytesIO(blank)).sheet_names
