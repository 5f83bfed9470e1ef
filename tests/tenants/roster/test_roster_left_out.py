"""Rows that were skipped come back as a workbook, which is corrected and sent again."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tenants.isolation.scope import scope
from tenants.models import District, Enterprise, Tenancy
from tests.tenants.roster.exporting import exported, nothing_to_do, read_back, yellow
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx
from tests.tenants.roster.test_roster_command import last_object, roster

TITLE = ["中德广场台账"]


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


def skipping(file: Path, *more: str) -> dict[str, Any]:
    code, out, _ = roster(file, "--district", "home", "--create-units", "--skip-bad", "--json", *more)
    assert code == 0
    return last_object(out)


def corrected(file: str, **cells: Any) -> Path:
    """Somebody opens the file, writes into these cells and saves it."""
    book = load_workbook(file)
    for place, content in cells.items():
        book.worksheets[0][place] = content
    book.save(file)
    return Path(file)


def test_corrected_and_sent_again_the_rest_is_taken_and_nobody_has_moved(
    home: District, tmp_path: Path
) -> None:
    rows: list[Any] = [
        TITLE,
        [*HEADINGS, "身份证号", "备注"],
        [*line("甲有限公司", "201", code=uscc(1), since="2024-01-01"), "370811199001011234", ""],
        [*line("甲有限公司", "202", tower="", area="面议", since="2024-01-01"), "", "季付"],
        [*line("同上", "203", tower="", area="待测", since="2024-01-01"), "", ""],
        line("乙有限公司", "201", tower=""),
    ]
    file = xlsx(tmp_path / "台账.xlsx", rows)
    report = skipping(file, "--gone-on", "2026-03-01")
    book = load_workbook(report["left_out"])
    page = book.worksheets[0]
    found = [[cell.value for cell in row] for row in page.iter_rows()]
    assert report["left_out"] == str(tmp_path / "台账-未导入.xlsx")
    assert (found[0][0], found[1][-2:], len(found)) == (TITLE[0], ["备注", "导入提示"], 5)
    assert [row[1:6] for row in found[2:]] == [
        ["甲有限公司", None, "A座", "202", "面议"],
        ["甲有限公司", None, "A座", "203", "待测"],
        ["乙有限公司", None, "A座", "201", 100],
    ]
    assert page["F3"].fill.start_color.rgb == "00FFC7CE" and page["E3"].fill.fill_type is None
    assert "120.5" in str(found[2][-1])
    assert "370811199001011234" not in repr(found)

    again = skipping(corrected(report["left_out"], F3=88, F4=90, E5="204"), "--gone-on", "2026-03-01")
    assert (again["left_out"], again["scope"]) == (None, [])
    assert {row["verdict"] for row in again["rows"]} == {"changed", "new"}
    with scope(home):
        assert Enterprise.objects.count() == 2
        assert set(Tenancy.objects.values_list("unit__label", "ends")) == {
            (label, None) for label in ("201", "202", "203", "204")
        }


def test_the_way_out_is_in_the_layout_of_the_whole_not_of_what_was_sent_again(
    home: District, tmp_path: Path
) -> None:
    rows: list[Any] = [TITLE, [*HEADINGS, "备注"], [*line("甲有限公司", "201"), "季付"]]
    rows.append([*line("乙有限公司", "202", area="面议"), "年付"])
    report = skipping(xlsx(tmp_path / "台账.xlsx", rows))
    assert skipping(corrected(report["left_out"], F3=88))["batch"]
    out = exported(home, tmp_path / "出.xlsx")
    found = read_back(out)
    assert found[0][0] == TITLE[0] and "导入提示" not in found[1]
    assert [(row[1], row[-1]) for row in found[2:]] == [("甲有限公司", "季付"), ("乙有限公司", "年付")]
    assert nothing_to_do(home, out) == []


def test_an_older_layout_says_the_remarks_of_a_newer_batch(home: District, tmp_path: Path) -> None:
    headings = [*HEADINGS, "备注"]
    first = imported(home, xlsx(tmp_path / "一.xlsx", [headings, [*line("甲有限公司", "201"), "季付"]]))
    imported(home, xlsx(tmp_path / "二.xlsx", [headings, [*line("甲有限公司", "201"), "年付"]]))
    out = exported(home, tmp_path / "出.xlsx", first["batch"])
    assert read_back(out)[1][-1] == "年付" and list(yellow(out).values()) == ["年付"]
    assert nothing_to_do(home, out) == []


def test_where_a_tower_was_a_section_the_rows_carry_it_along(home: District, tmp_path: Path) -> None:
    rows: list[Any] = [["企业名称", "房号", "面积"], ["A座"], ["甲", "201", "?"], ["B座"], ["乙", "101", "?"]]
    report = skipping(xlsx(tmp_path / "台账.xlsx", rows))
    again = skipping(corrected(report["left_out"], C2=10, C3=20))
    assert [(row["name"], row["building"], row["verdict"]) for row in again["rows"]] == [
        ("甲", "A座", "new"),
        ("乙", "B座", "new"),
    ]


def test_a_file_that_is_there_is_never_written_over(home: District, tmp_path: Path) -> None:
    file = xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("甲", "201", area="?")])
    assert [Path(skipping(file)["left_out"]).name for _ in range(2)] == [
        "台账-未导入.xlsx",
        "台账-未导入-2.xlsx",
    ]


def test_nothing_is_written_in_a_dry_run_or_when_nothing_was_left_out(home: District, tmp_path: Path) -> None:
    assert (
        skipping(xlsx(tmp_path / "甲.xlsx", [HEADINGS, line("甲", "201", area="?")]), "--dry-run")["left_out"]
        is None
    )
    assert skipping(xlsx(tmp_path / "乙.xlsx", [HEADINGS, line("乙", "202")]))["left_out"] is None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["乙.xlsx", "甲.xlsx"]


def test_a_remark_that_changes_is_a_change_and_one_that_stays_is_none(home: District, tmp_path: Path) -> None:
    headings = [*HEADINGS, "备注", "车位"]

    def send(*rows: list[Any]) -> dict[str, Any]:
        return imported(home, xlsx(tmp_path / "台账.xlsx", [headings, *rows]))

    first = [[*line("甲有限公司", "201/202"), "季付", 3], [*line("空置", "203"), "漏水", ""]]
    assert send(*first)["batch"] and send(*first)["batch"] is None
    changed = send([*line("甲有限公司", "202、201"), "年付", 3], [*line("空置", "203"), "", ""])
    assert [
        [(one["field"], one["before"], one["after"]) for one in row["changes"]] for row in changed["rows"]
    ] == [[("备注", "季付", "年付")], [("备注", "漏水", None)]]
    assert [row["verdict"] for row in changed["rows"]] == ["changed", "unit"]
    part = imported(home, xlsx(tmp_path / "二.xlsx", [HEADINGS, line("甲有限公司", "201/202")]))
    assert part["batch"] is None, "without the column nothing is said of it"
    assert send([*line("甲有限公司", "201/202"), "年付", 3], [*line("空置", "203"), "", ""])["batch"] is None
