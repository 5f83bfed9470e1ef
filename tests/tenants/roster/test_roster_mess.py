"""How sheets are laid out that several people kept by hand for years: one fixture for each kind of mess."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tenants.roster.pipeline import read_roster
from tenants.roster.places import Towers
from tests.tenants.roster.sheets import HEADINGS, line, read, uscc, xlsx

SHORT = ("企业名称", "房号", "租赁面积")


def book(path: Path, **sheets: list[Any]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    workbook.save(path)
    return path


def places(path: Path) -> list[tuple[str, str | None, list[str]]]:
    return [(row.name, row.building, [unit.text for unit in row.units]) for row in read(path).rows]


TWO_ROWS: list[list[Any]] = [
    ["中德广场台账"],
    ["序号", "企业信息", "", "楼栋", "房号", "租赁面积", "合同期限", "", "联系人", ""],
    ["", "名称", "统一社会信用代码", "", "", "（㎡）", "起", "止", "姓名", "电话"],
    [1, "甲有限公司", uscc(1), "A座", "201", 100, "2024.1.1", "2026.12.31", "王芳", "13800000001"],
    [2, "乙有限公司", "", "", "202", 50, "2024.1.1", "长期", "李强", "13800000002"],
]


@pytest.mark.parametrize("merges", [[], ["A1:J1", "B2:C2", "G2:H2", "I2:J2", "A2:A3", "D2:D3", "E2:E3"]])
def test_headings_in_two_rows_are_read_together(tmp_path: Path, merges: list[str]) -> None:
    first, second = read(xlsx(tmp_path / "a.xlsx", TWO_ROWS, merges=merges)).rows
    assert (first.number, first.name, first.uscc, first.building, first.area_cm2) == (
        4,
        "甲有限公司",
        uscc(1),
        "A座",
        1_000_000,
    )
    assert (str(first.starts), str(first.contract_to), first.person, first.phone) == (
        "2024-01-01",
        "2026-12-31",
        "王芳",
        "13800000001",
    )
    assert (second.contract_to, second.headings["contract_to"]) == (None, "合同期限止")


def test_what_a_group_forbids_is_forbidden_below_it(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["企业名称", "房号", "楼栋", "面积", "党员情况", ""],
        ["", "", "", "", "姓名", "入党时间"],
        ["甲有限公司", "201", "A座", 100, "张三丰", "2001-07-01"],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows, merges=["E1:F1"]))
    assert reading.dropped_columns == ["党员情况姓名", "党员情况入党时间"]
    assert "张三丰" not in repr(reading)


def test_a_heading_below_a_group_is_called_what_it_says_itself(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["企业信息", "", "位置", "", "租赁信息", "", ""],
        ["企业名称", "信用代码", "楼栋", "房号", "面积", "起始日", "终止日"],
        ["", "1", "A座", "201", 100, "二月初", "2025.1.1"],
    ]
    (row,) = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [problem.column for problem in row.problems] == ["企业名称", "信用代码", "起始日"]


def test_a_header_with_headings_merged_over_its_rows_comes_again(tmp_path: Path) -> None:
    rows = [*TWO_ROWS, *TWO_ROWS[1:3], [3, "丙有限公司", "", "B座", "101", 10]]
    merges = ["A2:A3", "D2:D3", "E2:E3", "A6:A7", "D6:D7", "E6:E7"]
    found = read(xlsx(tmp_path / "a.xlsx", rows, merges=merges)).rows
    assert [row.name for row in found] == ["甲有限公司", "乙有限公司", "丙有限公司"]


def test_a_basement_alone_in_a_row_is_no_tower_that_goes_by_its_letter(tmp_path: Path) -> None:
    rows: list[Any] = [
        SHORT,
        ["A座"],
        ["B2层"],
        ["甲有限公司", "05", 1],
        ["B座B1层"],
        ["乙有限公司", "06", 1],
    ]
    towers = Towers({"A座": ["A"], "B座": ["B"]})
    found = read_roster(xlsx(tmp_path / "a.xlsx", rows), towers).rows
    assert [(row.building, row.units[0].text) for row in found] == [("A座", "B2-05"), ("B座", "B1-06")]


def test_header_and_titles_come_again_on_every_printed_page(tmp_path: Path) -> None:
    title = ["中德广场台账"]
    page = [title, *TWO_ROWS[1:3]]
    rows = [
        *page,
        *TWO_ROWS[3:],
        ["第1页 共2页"],
        *page,
        [3, "丙有限公司", "", "B座", "101", 10],
        ["第 2 页"],
    ]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [(row.number, row.name) for row in found] == [
        (4, "甲有限公司"),
        (5, "乙有限公司"),
        (10, "丙有限公司"),
    ]
    assert not any(row.problems for row in found)


def test_a_table_with_other_columns_may_stand_below(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["A座"],
        SHORT,
        ["甲有限公司", "201", 100],
        [],
        ["B座"],
        ["房号", "备注", "租赁面积", "企业名称", "身份证号"],
        ["101", "临街", 50, "乙有限公司", "370811199001011234"],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [(row.name, row.building, row.area_cm2) for row in reading.rows] == [
        ("甲有限公司", "A座", 1_000_000),
        ("乙有限公司", "B座", 500_000),
    ]
    assert reading.dropped_columns == ["身份证号"] and "370811199001011234" not in repr(reading)


@pytest.mark.parametrize(
    "section", ["B座", "B栋", "2号楼", "二、B座", "Tower B", "B座（共 2 层）", "B座入驻企业", "【B座】"]
)
def test_a_tower_alone_in_a_row_holds_for_the_rows_below(tmp_path: Path, section: str) -> None:
    rows: list[Any] = [["A座"], SHORT, ["甲有限公司", "201", 100], [section], ["乙有限公司", "101", 50]]
    assert places(xlsx(tmp_path / "a.xlsx", rows, sheet="Sheet1")) == [
        ("甲有限公司", "A座", ["201"]),
        ("乙有限公司", "B座", ["101"]),
    ]


def test_a_floor_alone_in_a_row_holds_for_bare_doors_below(tmp_path: Path) -> None:
    rows: list[Any] = [
        HEADINGS,
        ["", "A座 2层"],
        line("甲", "01", tower=""),
        ["三层"],
        line("乙", "01", tower=""),
    ]
    rows += [["B座"], line("丙", "05", tower="")]
    first, second, third = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [unit.text for row in (first, second) for unit in row.units] == ["201", "301"]
    assert (third.building, [problem.code for problem in third.problems]) == ("B座", ["not_a_unit"])


def test_sheets_go_by_the_tower_and_each_has_its_own_header(tmp_path: Path) -> None:
    sheets: dict[str, list[Any]] = {
        "A座租户": [SHORT, ["甲", "201", 1]],
        "2号楼": [["台账"], ["房号", "商户名称", "面积"], ["101", "乙", 2]],
    }
    assert places(book(tmp_path / "a.xlsx", **sheets)) == [("甲", "A座", ["201"]), ("乙", "B座", ["101"])]


def test_the_title_may_name_the_tower(tmp_path: Path) -> None:
    rows: list[Any] = [["中德广场B座入驻企业一览表"], SHORT, ["甲", "101", 1]]
    assert places(xlsx(tmp_path / "a.xlsx", rows, sheet="Sheet1")) == [("甲", "B座", ["101"])]


@pytest.mark.parametrize("name", ["作废", "A座（作废）", "填表说明", "说明", "旧版2023", "已退租", "备份"])
def test_void_old_and_explaining_sheets_are_skipped_and_named(tmp_path: Path, name: str) -> None:
    rows: list[Any] = [HEADINGS, line("甲", 201)]
    sheets: dict[str, list[Any]] = {"台账": rows, name: [HEADINGS, line("旧", 201)]}
    reading = read(book(tmp_path / "a.xlsx", **sheets))
    assert ([row.name for row in reading.rows], reading.skipped_sheets) == (["甲"], [name])


def test_a_sheet_whose_title_says_void_is_skipped(tmp_path: Path) -> None:
    old = [["台账（作废）"], HEADINGS, line("旧", 201)]
    assert [
        row.name for row in read(book(tmp_path / "a.xlsx", 台账=[HEADINGS, line("甲", 201)], 二=old)).rows
    ] == ["甲"]


def test_as_above_is_what_stands_above_but_never_an_area(tmp_path: Path) -> None:
    above = line(
        "甲有限公司", 201, code=uscc(1), person="王", phone="13800000001", since="2024-01-01", until="长期"
    )
    rows: list[Any] = [
        HEADINGS,
        above,
        ["", "同上", "〃", "同上", "202", "同上", "同上", "同上", "″", "同上"],
    ]
    first, second = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert (second.name, second.uscc, second.building, second.starts, second.phone) == (
        first.name,
        first.uscc,
        first.building,
        first.starts,
        first.phone,
    )
    assert second.area_cm2 is None and second.problems == []


def test_as_above_with_nothing_above_is_a_blank(tmp_path: Path) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("同上", 201)])).rows
    assert [problem.code for problem in row.problems] == ["name_missing"]


def test_broken_formulas_are_refused_in_workbooks_too(tmp_path: Path) -> None:
    rows: list[Any] = [HEADINGS, line("甲", 201, area="#REF!"), line("乙", "#N/A"), line("丙", 203)]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [[(one.column, one.code, one.found) for one in row.problems] for row in found] == [
        [("租赁面积（㎡）", "unreadable", "#REF!")],
        [("房号", "unreadable", "#N/A")],
        [],
    ]


@pytest.mark.parametrize(
    "row",
    [["合计：", "", "", "", "", 300], ["", "A座 合 计", "", "", "", 300], ["", "共计25家", "", "", "", 300]]
    + [["", "", "", "总计", "", 300], ["", "", "", "", "", 300], ["本页小计（25户）", "", "", "", "", 300]]
    + [["", "其中：空置", "", "", "", 300], ["出租率", "95%"]],
)
def test_sums_go_by_many_names_or_by_none(tmp_path: Path, row: list[Any]) -> None:
    found = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", 201), row])).rows
    assert [one.kind for one in found] == ["company", "sum"]


@pytest.mark.parametrize(
    "row",
    [
        ["制表人：王芳", "", "审核：李强"],
        ["", "以上数据截至2026年3月，如有变动以合同为准。"],
        ["注：面积以合同为准"],
    ]
    + [["", "物业经理签字：", "", "日期："], ["", "", "", "第 1 页，共 3 页"], ["联系电话：0537-2345678"]]
    + [["填表日期", "2026-09-01"], ["说明", "本表仅供内部使用"], ["", "2.面积以合同为准"]]
    + [["单位负责人：", "", "填表人："]],
)
def test_signatures_and_remarks_below_are_no_rows(tmp_path: Path, row: list[Any]) -> None:
    found = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", 201), row])).rows
    assert [one.kind for one in found] == ["company"]
