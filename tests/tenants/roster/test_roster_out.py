"""The roster goes out in the layout it came in: what has changed since is yellow, the rest is as it was."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tenants.actions.enterprises import rename
from tenants.actions.moving import move_in, move_out
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Building, Contract, District, Enterprise, RevealLog, Tenancy, Unit
from tenants.roster.files.sheet import Unreadable
from tests.factories.ground import an_enterprise, moved_in
from tests.factories.town import Town
from tests.tenants.roster.exporting import exported, nothing_to_do, read_back, yellow
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx

TITLE = ["中德广场入驻台账"]


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows: list[list[Any]] = [
        TITLE,
        [*HEADINGS, "备注"],
        [
            *line(
                "甲有限公司",
                "201/202",
                code=uscc(1),
                person="王芳",
                phone="138 0000 0001",
                since="2025.3.1",
                until="长期",
            ),
            "季付",
        ],
        [
            *line(
                "乙有限公司（原：旧名有限公司）",
                "203",
                area="88㎡",
                since="2025年3月1日",
                until="2099-02-28",
                tower="",
            ),
            "临街",
        ],
        line("空置", "204", tower=""),
        ["", "小计", "", "", "", 188],
        line("丙有限公司", "101", tower="B栋"),
        ["制表人：前台"],
    ]
    return xlsx(tmp_path / "台账.xlsx", rows, merges=["A1:K1"])


def unit(label: str, tower: str = "A座") -> Unit:
    return Unit.objects.get(label=label, building__name=tower)


def test_as_it_came_with_titles_merges_and_what_has_no_field(
    home: District, file: Path, tmp_path: Path
) -> None:
    imported(home, file)
    out = exported(home, tmp_path / "还.xlsx")
    came, gone = read_back(file), read_back(out)
    came[2][7] = "13800000001"
    assert gone == came
    page = load_workbook(out).worksheets[0]
    assert (page.title, [str(one) for one in page.merged_cells.ranges]) == ("台账", ["A1:K1"])
    assert yellow(out) == {}
    assert nothing_to_do(home, out) == []


def test_what_has_changed_is_yellow_and_says_what_is_so(home: District, file: Path, tmp_path: Path) -> None:
    imported(home, file)
    with scope(home):
        first, second, third = (Enterprise.objects.get(name__startswith=name) for name in "甲乙丙")
        rename(by=OPERATOR, enterprise_id=first.id, name="甲新名有限公司")
        move_out(by=OPERATOR, tenancy_id=Tenancy.objects.get(unit=unit("202")).id, last_day=date(2026, 3, 31))
        with act("contract.renew", by=OPERATOR) as record:
            record.update(Contract.objects.get(enterprise=second), ends=date(2100, 1, 1))
        move_out(by=OPERATOR, tenancy_id=Tenancy.objects.get(enterprise=third).id, last_day=date(2026, 3, 31))
        moved_in(an_enterprise("丁有限公司", uscc=uscc(4)), unit("204"), starts=date(2026, 4, 1))
    out = exported(home, tmp_path / "还.xlsx")
    changed = yellow(out)
    rows = [row[1:6] for row in read_back(out)]
    assert rows[2:8] == [
        ["甲新名有限公司", uscc(1), "A座", "201", 100],
        ["空置", "", "A座", "202", ""],
        ["乙有限公司（原：旧名有限公司）", "", "", "203", "88㎡"],
        ["丁有限公司", uscc(4), "", "204", ""],
        ["小计", "", "", "", 188],
        ["空置", "", "B栋", "101", 100],
    ]
    assert {"B3", "E3", "B4", "E4", "J5", "B6", "C6", "B8"} <= changed.keys()
    assert not {"A3", "C3", "D3", "K3", "B5", "E5", "F5", "B7", "D8", "E8", "F8"} & changed.keys()
    assert str(changed["J5"])[:10] == "2099-12-31"
    assert nothing_to_do(home, out) == []


def test_who_came_since_stands_behind_her_floor_and_her_tower_is_written_out(
    home: District, file: Path, tmp_path: Path
) -> None:
    imported(home, file)
    with scope(home):
        floor, building = unit("101", "B座").floor, unit("101", "B座").building
        added = Unit.objects.create(building=building, floor=floor, label="102", lettable_area_cm2=500_000)
        moved_in(an_enterprise("新来有限公司"), added, starts=date(2026, 4, 1))
    out = exported(home, tmp_path / "还.xlsx")
    rows = read_back(out)
    assert rows[7][1:5] == ["新来有限公司", "", "B座", "102"] and rows[8][0] == "制表人：前台"
    assert {"B8", "D8", "E8"} <= yellow(out).keys()
    assert nothing_to_do(home, out) == []


def test_the_other_company_in_a_unit_takes_the_row_and_nothing_of_the_former_stays(
    home: District, file: Path, tmp_path: Path
) -> None:
    imported(home, file)
    with scope(home):
        old = Tenancy.objects.get(unit=unit("203"))
        move_out(by=OPERATOR, tenancy_id=old.id, last_day=date(2026, 3, 31))
        moved_in(an_enterprise("接手有限公司"), unit("203"), starts=date(2026, 4, 1))
    row = read_back(exported(home, tmp_path / "还.xlsx"))[3]
    assert row[1] == "接手有限公司" and "临街" not in row and row[9] == ""
    assert nothing_to_do(home, tmp_path / "还.xlsx") == []


def test_two_who_share_a_unit_go_out_and_in_without_a_question(home: District, tmp_path: Path) -> None:
    answers = tmp_path / "答复.json"
    file = xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("甲有限公司", "201"), line("乙有限公司", "201")])
    answers.write_text(
        '{"questions": [{"sheet": "台账", "row": 3, "name": "乙有限公司", "code": "unit_taken",'
        ' "found": "201", "choices": ["share", "skip"], "answer": "share"}]}',
        "utf-8",
    )
    assert imported(home, file, answers=answers)["batch"]
    assert nothing_to_do(home, exported(home, tmp_path / "还.xlsx")) == []


def test_without_a_batch_our_own_columns_go_out_whole(home: District, tmp_path: Path) -> None:
    with scope(home):
        building = Building.objects.get(name="A座")
        floor = building.floors.get(label="2")
        one, two, three = (
            Unit.objects.create(building=building, floor=floor, label=f"20{at}", lettable_area_cm2=500_000)
            for at in (1, 2, 3)
        )
        moved_in(an_enterprise("甲有限公司", uscc=uscc(1)), one, starts=date(2026, 4, 1))
        move_in(
            by=OPERATOR, enterprise_id=Enterprise.objects.get().id, unit_id=two.id, starts=date(2026, 4, 1)
        )
    out = exported(home, tmp_path / "全.xlsx")
    headings, *rows = read_back(out)
    assert headings[:5] == ["单位名称", "统一社会信用代码", "楼宇", "楼层", "房号"]
    assert [(row[0], row[4]) for row in rows] == [
        ("甲有限公司", "201"),
        ("甲有限公司", "202"),
        ("空置", "203"),
    ]
    assert nothing_to_do(home, out) == []
    assert nothing_to_do(home, exported(home, tmp_path / "all.xlsx", language="en")) == []
    assert nothing_to_do(home, exported(home, tmp_path / "全.csv")) == []


def test_a_blank_one_explains_itself_and_has_drop_downs(home: District, tmp_path: Path) -> None:
    for language, sheet, heading in (
        ("zh-hans", "填写说明", "单位名称"),
        ("en", "How to fill it in", "Company Name"),
    ):
        out = exported(home, tmp_path / f"{language}.xlsx", "blank", language=language)
        book = load_workbook(out)
        assert book.sheetnames[1] == sheet and book.worksheets[0]["A1"].value == heading
        checks = {str(one.sqref): one for one in book.worksheets[0].data_validations.dataValidation}
        assert checks["C2:C2000"].formula1 == "_lists!$A$1:$A$2"
        assert [cell.value for cell in book["_lists"]["A"][:2]] == ["A座", "B座"]
        page = book.worksheets[0]
        page.append(
            [
                "甲有限公司",
                uscc(1),
                "A座",
                "2",
                "201、202",
                120.5,
                "餐饮",
                "王芳",
                "13800000001",
                "2026-03-01",
                "长期",
                "",
            ]
        )
        book.save(out)
        report = imported(home, out, dry_run=True)
        assert (report["summary"]["new"], report["unread_columns"]) == (1, [])
        assert report["skipped_sheets"] == [sheet]
    assert exported(home, tmp_path / "空.csv", "blank").read_text("utf-8-sig").startswith("单位名称,")


def test_names_that_begin_like_formulas_are_names(home: District, tmp_path: Path) -> None:
    imported(home, xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("甲有限公司", "201")]))
    with scope(home):
        rename(by=OPERATOR, enterprise_id=Enterprise.objects.get().id, name="=1+1有限公司")
    out = exported(home, tmp_path / "还.xlsx")
    assert load_workbook(out).worksheets[0]["B2"].data_type == "s"
    assert nothing_to_do(home, out) == []


def test_several_tables_fit_no_csv_and_no_other_kind_is_written(home: District, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["企业名称", "房号", "租赁面积", "楼栋"], ["甲有限公司", "201", 100, "A座"],
        ["房号", "企业名称", "备注", "租赁面积", "楼栋"], ["101", "乙有限公司", "临街", 50, "B座"],
    ]  # fmt: skip
    imported(home, xlsx(tmp_path / "台账.xlsx", rows))
    assert nothing_to_do(home, exported(home, tmp_path / "还.xlsx")) == []
    for name, code in (("还.csv", "csv_one_table"), ("还.pdf", "no_such_kind")):
        with pytest.raises(Unreadable, match=code):
            exported(home, tmp_path / name)


def test_a_manager_takes_her_own_towers_out_and_every_phone_is_noted(town: Town, tmp_path: Path) -> None:
    home = town.home
    out = exported(home.district, tmp_path / "还.xlsx", by=home.as_manager)
    assert "13800001234" in [cell for row in read_back(out) for cell in row]
    with scope(home.district):
        [log] = RevealLog.objects.all()
        assert (log.account_id, log.mandate_id, log.purpose) == (
            home.manager.id,
            home.manager_mandate.id,
            "PROPERTY_SERVICE",
        )
    for stranger in (town.next_door.as_manager, home.as_liaison, home.as_secretary):
        with pytest.raises(Refusal, match="FORBIDDEN"):
            exported(home.district, tmp_path / "nein.xlsx", by=stranger)
    assert not (tmp_path / "nein.xlsx").exists()


def test_a_neighbours_batch_is_one_that_never_was(town: Town, tmp_path: Path) -> None:
    batch = imported(
        town.next_door.district, xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("新来有限公司", "1204")])
    )["batch"]
    for unknown in (batch, "01a20ad3-1c88-7304-b29e-c4eaf6fcf373", "nonsense"):
        with pytest.raises(Refusal, match="NOT_FOUND"):
            exported(town.home.district, tmp_path / "还.xlsx", unknown)
