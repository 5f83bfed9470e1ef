"""From sheet to rows: headings under titles, dropped columns, towers filled down, rows that are none."""

from pathlib import Path
from typing import Any

import pytest

from tenants.roster.files.sheet import Unreadable
from tenants.roster.steps.headings import field_of, known_headings
from tests.tenants.roster.sheets import HEADINGS, line, read, uscc, xlsx

TITLES = [["中德广场入驻商户台账"], ["填报单位：物业  日期：2026-09-01"], []]


def test_the_header_is_found_under_titles_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [*TITLES, HEADINGS, line("甲有限公司", "1203"), [], ["制表人：前台"]])
    (row,) = read(path).rows
    assert (row.sheet, row.number, row.name, row.building, row.area_cm2) == (
        "台账",
        5,
        "甲有限公司",
        "A座",
        1_000_000,
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("商户名称/字号", "铺位号", "租赁面积(平方米)"),
        ("单位名称", "房间号", "计租面积"),
        ("Tenant", "Unit No.", "Area (m2)"),
    ]
    + [("* 企业名称：", " 房 号 ", "租赁面积（㎡）")],
)
def test_headings_are_known_in_many_words(tmp_path: Path, headings: tuple[str, ...]) -> None:
    (row,) = read(xlsx(tmp_path / "A座.xlsx", [headings, ["甲有限公司", "1203", 100]], sheet="A座")).rows
    assert (row.name, row.building, [unit.text for unit in row.units], row.problems) == (
        "甲有限公司",
        "A座",
        ["1203"],
        [],
    )


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("from", ("租赁期限（起）", "合同起始", "Lease Start Date", "进驻时间")),
        ("phone", ("电话/手机", "Mobile Phone")),
    ]
    + [
        ("contract_to", ("租赁期限（止）", "租约到期日", "Lease Expiry Date")),
        ("area", ("店铺面积", "NLA (sqm)")),
    ]
    + [("units", ("商铺编号", "所在位置")), ("name", ("租户（承租方）名称", "使用单位名称", "Tenant Name"))]
    + [("from", ("租赁信息起", "起始日")), ("contract_to", ("止租日", "租赁情况止")), ("person", ("联络人",))]
    + [("term", ("租赁期限", "合同起止日期")), ("floor", ("所在楼层",)), ("building", ("所属大厦名称",))],
)
def test_headings_that_no_table_foresees_are_known_by_how_they_are_made(
    field: str, headings: tuple[str, ...]
) -> None:
    found = {heading: field_of(heading, known_headings()) for heading in headings}
    assert {heading: known and known[0] for heading, known in found.items()} == dict.fromkeys(headings, field)


def test_of_two_tables_side_by_side_the_right_one_is_said_not_to_be_read(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["房号", "企业名称", "面积", "", "房号", "企业名称", "面积"],
        ["201", "甲", 1, "", "202", "乙", 2],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows, sheet="A座"))
    assert reading.unread_columns == ["房号（第 5 列）", "企业名称（第 6 列）", "面积（第 7 列）"]


@pytest.mark.parametrize(
    "name",
    ["甲有限公司/乙有限公司", "甲有限公司、乙有限公司", "甲有限公司\n乙有限公司", "甲餐饮店；乙餐饮店"],
)
def test_two_companies_in_one_cell_are_refused_not_made_into_one(tmp_path: Path, name: str) -> None:
    rows: list[Any] = [HEADINGS, line(name, 201)]
    (row,) = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [problem.code for problem in row.problems] == ["several_names"]


def test_a_district_adds_words_of_its_own(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("客商", "房号", "楼栋"), ["甲有限公司", "1203", "A座"]])
    with pytest.raises(Unreadable, match="no_header"):
        read(path)
    for name, text in (("m.toml", 'name = ["客商"]'), ("m.json", '{"name": ["客商"]}')):
        (tmp_path / name).write_text(text, "utf-8")
        assert read(path, tmp_path / name).rows[0].name == "甲有限公司"


@pytest.mark.parametrize("text", ["name = ", 'salary = ["工资"]', 'name = "客商"'])
def test_a_mapping_of_no_use_is_said_to_be(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.toml").write_text(text, "utf-8")
    with pytest.raises(Unreadable, match="mapping_wrong"):
        read(xlsx(tmp_path / "a.xlsx", [HEADINGS]), tmp_path / "m.toml")


def test_columns_that_must_not_be_kept_leave_no_trace(tmp_path: Path) -> None:
    forbidden = ("法人身份证号", "政治面貌", "党员姓名", "民族", "去年纳税额")
    rows = [
        [*HEADINGS, *forbidden],
        [*line("甲有限公司", "1203"), "370811199001011234", "群众", "张三", "汉", 5],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert reading.dropped_columns == list(forbidden)
    assert not any(word in repr(reading.rows) for word in ("370811199001011234", "群众", "张三", *forbidden))


def test_columns_nobody_knows_are_named_and_not_read(tmp_path: Path) -> None:
    reading = read(
        xlsx(tmp_path / "a.xlsx", [[*HEADINGS, "车牌"], [*line("甲有限公司", "1203"), "鲁H12345"]])
    )
    assert reading.unread_columns == ["车牌"] and "鲁H" not in repr(reading.rows)


def test_a_tower_written_once_holds_for_the_rows_below(tmp_path: Path) -> None:
    rows = [HEADINGS, line("甲", 101), line("乙", 102, tower=""), [], ["", "小计", "", "", "", 200]]
    rows += [line("丙", 103, tower=""), line("丁", 104, tower="B栋"), line("戊", 105, tower="")]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [(row.kind, row.building) for row in found] == [
        ("company", "A座"),
        ("company", "A座"),
        ("sum", None),
        ("company", "A座"),
        ("company", "B座"),
        ("company", "B座"),
    ]


def test_names_and_dates_are_repeated_only_inside_true_merges_and_areas_never(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        line("甲有限公司", 101, since="2025-01-01"),
        line("", 102, area=""),
        line("", 103, area=50),
    ]
    first, second, third = read(xlsx(tmp_path / "a.xlsx", rows, merges=["B2:B3", "F2:F3", "I2:I3"])).rows
    assert (second.name, second.starts, second.area_cm2) == (first.name, first.starts, None)
    assert [problem.code for problem in third.problems] == ["name_missing"]


def test_sums_are_shown_as_ignored_blank_rows_signatures_and_second_headers_not_at_all(
    tmp_path: Path,
) -> None:
    rows = [
        HEADINGS,
        line("甲", 101),
        ["", "", "", "A座小计", "", 100],
        [],
        HEADINGS,
        [2],
        ["合计", "", "", "", "", 100],
    ]
    rows += [["制表人：物业前台", "", "", "审核："], ["备注：本表每月更新"]]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [(row.number, row.kind) for row in found] == [(2, "company"), (3, "sum"), (7, "sum")]


def test_every_wrong_cell_of_a_row_is_named_with_its_heading(tmp_path: Path) -> None:
    bad = line(
        "",
        "整层",
        tower="9号楼",
        code=uscc(1)[:-3],
        area="面议",
        since="2023-02-30",
        until="二月初",
        phone="123",
    )
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, bad])).rows
    assert [(problem.column, problem.code) for problem in row.problems] == [
        ("企业名称", "name_missing"),
        ("统一社会信用代码", "uscc_length"),
        ("楼栋", "no_such_building"),
        ("房号", "not_a_unit"),
        ("租赁面积（㎡）", "not_an_area"),
        ("入驻时间", "not_a_date"),
        ("合同到期", "not_a_date"),
        ("联系电话", "not_a_phone"),
    ]
    assert row.is_refused


def test_a_contract_cannot_end_before_it_begins(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        line("甲", 101, since="2025-03-01", until="2025-02-28"),
        line("乙", 102, since="2025-03-01", until="2025.3.1"),
    ]
    late, same = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [(problem.code, problem.right) for problem in late.problems] == [("before_start", "2025-03-01")]
    assert same.problems == []


def test_of_two_rows_on_one_unit_the_earlier_stands_and_the_later_is_asked_about(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        line("坏", 101, area="面议"),
        line("甲", 101),
        line("乙", "1号楼-101", tower="A座"),
        line("丙", "100/101"),
    ]
    rows += [line("甲", 101), line("空置", 101), line("丁", 101, tower="B座")]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    codes = [[problem.code for problem in row.problems] for row in found]
    assert codes == [
        ["not_an_area"],
        [],
        ["unit_taken"],
        ["unit_taken"],
        ["row_repeated"],
        ["unit_taken"],
        [],
    ]


def test_a_broken_formula_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("企业名称,楼栋,房号,面积\n甲有限公司,A座,#REF!,100\n", "utf-8")
    (row,) = read(tmp_path / "a.csv").rows
    assert [(problem.column, problem.code) for problem in row.problems] == [("房号", "unreadable")]


@pytest.mark.parametrize("name", ["甲" * 121, "\u0301\u200b\u2060", "甲（原：" + "乙" * 121 + "）"])
def test_what_cannot_be_a_name_is_refused(tmp_path: Path, name: str) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line(name, 101)])).rows
    assert row.is_refused


def test_a_story_in_the_persons_column_is_left_out_and_the_row_taken(tmp_path: Path) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", 101, person="说来话长" * 20)])).rows
    assert [problem.code for problem in row.problems] == ["too_long"]
    assert row.stands and row.person is None
