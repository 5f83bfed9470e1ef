"""Cells that several people kept by hand for years: two things in one, or in the wrong place."""

from pathlib import Path
from typing import Any

import pytest

from tenants.roster.pipeline import read_roster
from tenants.roster.places import Towers
from tests.tenants.roster.sheets import HEADINGS, line, read, xlsx


def places(path: Path) -> list[tuple[str, str | None, list[str]]]:
    return [(row.name, row.building, [unit.text for unit in row.units]) for row in read(path).rows]


def places_with_letters(path: Path) -> list[tuple[str, str | None, list[str]]]:
    """Towers that go by a letter alone, too."""
    towers = Towers({"A座": ["A", "1号楼"], "B座": ["B", "2号楼"]})
    rows = read_roster(path, towers).rows
    return [(row.name, row.building, [unit.text for unit in row.units]) for row in rows]


@pytest.mark.parametrize("cell", [9.137e17, "9.137E+17", "9.137e+17", "９.137E+17"])
def test_a_code_that_excel_cut_off_is_refused_with_the_reason(tmp_path: Path, cell: Any) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", 201, code=cell)])).rows
    assert [problem.code for problem in row.problems] == ["uscc_as_number"]


@pytest.mark.parametrize(
    "cell", [13800000001, 13800000001.0, "13800000001.0", "1.3800000001E10", "１３８０００００００１"]
)
def test_a_phone_that_excel_made_a_number_is_that_phone(tmp_path: Path, cell: Any) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", 201, phone=cell)])).rows
    assert (row.phone, row.problems) == ("13800000001", [])


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("联系人及电话", "王芳 13800000001"),
        ("联系方式", "王芳：138-0000-0001"),
        ("联系人/电话", "王芳（13800000001）"),
        ("联系人", "13800000001王芳"),
    ],
)
def test_person_and_phone_may_share_a_cell(tmp_path: Path, heading: str, cell: str) -> None:
    rows: list[Any] = [["企业名称", "楼栋", "房号", heading], ["甲", "A座", "201", cell]]
    (row,) = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert (row.person, row.phone, row.problems) == ("王芳", "13800000001", [])


@pytest.mark.parametrize(
    ("cell", "ends"),
    [("2024.1.1-2026.12.31", "2026-12-31"), ("2024年1月1日至2026年12月31日", "2026-12-31")]
    + [("2024-01-01 ~ 2026-12-31", "2026-12-31"), ("2024-01-01-2026-12-31", "2026-12-31")]
    + [
        ("2024.1.1起长期", None),
        ("2024/1/1—2026/12/31", "2026-12-31"),
        ("自2024.1.1到2026.12.31止", "2026-12-31"),
        ("2024/1/1--2026/12/31", "2026-12-31"),
        ("20240101--长期", None),
    ],
)
def test_both_days_may_share_a_cell(tmp_path: Path, cell: str, ends: str | None) -> None:
    rows: list[Any] = [["企业名称", "楼栋", "房号", "租赁期限"], ["甲", "A座", "201", cell]]
    (row,) = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert (str(row.starts), row.contract_to and str(row.contract_to), row.problems) == (
        "2024-01-01",
        ends,
        [],
    )


@pytest.mark.parametrize(
    "cell", ["A座1203", "A座-1203室", "1号楼1203", "A栋 12F-03", "A1203", "A-1203", "1-1203"]
)
def test_the_unit_may_name_its_tower(tmp_path: Path, cell: str) -> None:
    rows: list[Any] = [["企业名称", "位置", "面积"], ["甲", cell, 100]]
    assert places(xlsx(tmp_path / "a.xlsx", rows, sheet="Sheet1")) == [("甲", "A座", ["1203"])]


@pytest.mark.parametrize(
    "cell", ["B座B1-03、B1-04", "B-B1-03/B1-04", "2号楼B1-03、04室", "B座 B1-03 B1-04", "B座B1-03--B1-04"]
)
def test_a_door_in_the_basement_keeps_its_letter_where_a_tower_goes_by_it(tmp_path: Path, cell: str) -> None:
    rows: list[Any] = [["企业名称", "位置", "面积"], ["甲", cell, 100]]
    assert places_with_letters(xlsx(tmp_path / "a.xlsx", rows, sheet="Sheet1")) == [
        ("甲", "B座", ["B1-03", "B1-04"])
    ]


@pytest.mark.parametrize(("cell", "tower"), [("B502", "B座"), ("A3A05", "A座"), ("A-B1-02", "A座")])
def test_a_letter_before_the_door_is_the_tower(tmp_path: Path, cell: str, tower: str) -> None:
    rows: list[Any] = [["企业名称", "位置", "面积"], ["甲", cell, 100]]
    (found,) = places_with_letters(xlsx(tmp_path / "a.xlsx", rows, sheet="Sheet1"))
    assert (found[1], found[2][0][-2:]) == (tower, cell[-2:])


def test_a_unit_in_another_tower_than_its_row_is_refused(tmp_path: Path) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", "B座1203")])).rows
    assert [problem.code for problem in row.problems] == ["other_tower"]


@pytest.mark.parametrize(
    "note",
    ["370811199001011234", "法人370811 19900101 123X，男", "身份证３７０８１１１９９００１０１１２３４"],
)
def test_identity_numbers_are_blotted_out_of_free_text(tmp_path: Path, note: str) -> None:
    rows: list[Any] = [
        ["台账 " + note],
        [*HEADINGS, "备注", "杂项"],
        [*line("甲（" + note + "）", 201, person=note), note, note],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert reading.blotted == 5 and "19900101" not in repr(reading)
    (row,) = reading.rows
    assert row.building == "A座"


def test_an_identity_number_in_the_place_of_a_code_is_refused_without_being_said(tmp_path: Path) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", 201, code="370811199001011234")])).rows
    assert [problem.code for problem in row.problems] == ["identity_number"]
    assert "370811199001011234" not in repr(row)


def test_a_column_is_dropped_for_what_stands_in_it_when_nobody_knows_its_heading(tmp_path: Path) -> None:
    rows: list[Any] = [[*HEADINGS, "面貌", "证号", "备注"]]
    rows += [[*line("甲", 201), "中共党员", "370811199001011234", "群众路线"]]
    rows += [[*line("乙", 202), "群众", "370811199001011235", "负责人系中共党员"]]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert reading.dropped_columns == ["面貌", "证号"]
    assert not any(word in repr(reading) for word in ("中共党员", "370811"))
    assert "群众路线" in repr(reading)


@pytest.mark.parametrize(
    ("words", "state"),
    [({"状态": "空置"}, "VACANT"), ({"备注": "招租中"}, "TO_LET"), ({"业态": "物业用房"}, "OWN_USE")],
)
def test_a_row_without_a_name_may_say_elsewhere_that_nobody_is_there(
    tmp_path: Path, words: dict[str, str], state: str
) -> None:
    rows: list[Any] = [[*HEADINGS, *words], [*line("", 201), *words.values()]]
    (row,) = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert (row.kind, row.unit_state, row.problems) == ("unit", state, [])


@pytest.mark.parametrize(
    "words", [{"状态": "已退租"}, {"备注": "2026年3月已搬走"}, {"备注": "退租，押金未退"}]
)
def test_who_is_listed_and_said_to_be_gone_is_asked_about(tmp_path: Path, words: dict[str, str]) -> None:
    rows: list[Any] = [[*HEADINGS, *words], [*line("甲", 201), *words.values()]]
    (row,) = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [(problem.code, problem.choices) for problem in row.problems] == [
        ("said_to_be_gone", ("present", "skip"))
    ]
