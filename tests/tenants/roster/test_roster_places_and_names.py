"""Doors, towers, names with former names, and cells that speak of a unit instead of a company."""

import pytest

from tenants.roster.cells.names import Name, name_key, read_name
from tenants.roster.cells.states import read_unit_state
from tenants.roster.cells.units import read_units
from tenants.roster.files.sheet import Cell
from tenants.roster.places import Towers


def units(cell: Cell) -> list[str]:
    return [label.text for label in read_units(cell).value or ()]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1203", ["1203"]),
        (1203, ["1203"]),
        (706.0, ["706"]),
        ("706.0", ["706"]),
        ("24F-05", ["2405"]),
        ("8F-03", ["803"]),
    ]
    + [
        ("１３０１", ["1301"]),
        ("12A05", ["12A05"]),
        ("12a05", ["12A05"]),
        ("3A04", ["3A04"]),
        ("B1-04", ["B1-04"]),
    ]
    + [
        ("Ｂ1－06", ["B1-06"]),
        ("B104", ["B1-04"]),
        ("B1F-04", ["B1-04"]),
        ("LG-02", ["LG-02"]),
        ("夹层01", ["夹层-01"]),
        ("1203室", ["1203"]),
    ]
    + [
        (cell, ["1203"])
        for cell in (
            "12F-1203",
            "12层1203室",
            "No.1203",
            "十二层03",
            "第1203号",
            "F12-03",
            "1203#",
            "1203(临街)",
        )
    ]
    + [("1203A", ["1203A"]), ("1203-A", ["1203A"]), ("1203-1", ["1203-1"]), ("负一层04", ["B1-04"])]
    + [("地下一层04", ["B1-04"]), ("-1F-04", ["B1-04"]), ("B1层04号商铺", ["B1-04"]), ("一楼05", ["105"])]
    + [("12-05", ["1205"]), ("12层05号", ["1205"]), ("0506", ["506"]), ("3A层-04", ["3A04"])],
)
def test_one_door_has_one_label_however_it_is_written(cell: Cell, expected: list[str]) -> None:
    assert units(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("905/906", ["905", "906"]),
        ("905、906", ["905", "906"]),
        ("905，906室", ["905", "906"]),
        ("1203\n1204", ["1203", "1204"]),
        ("1203 1204", ["1203", "1204"]),
    ]
    + [
        ("1203/04", ["1203", "1204"]),
        ("1203A/B", ["1203A", "1203B"]),
        ("1203、1204、1206-1208", ["1203", "1204", "1206", "1207", "1208"]),
        ("1203室、1204室", ["1203", "1204"]),
        ("12层03、04、05", ["1203", "1204", "1205"]),
        ("1203+1204", ["1203", "1204"]),
        ("1203－1205", ["1203", "1204", "1205"]),
        ("1203-1206室", ["1203", "1204", "1205", "1206"]),
        ("1203~05", ["1203", "1204", "1205"]),
    ]
    + [
        ("B1-04、B1-05", ["B1-04", "B1-05"]),
        ("12A01-12A03", ["12A01", "12A02", "12A03"]),
        ("905-906室", ["905", "906"]),
    ]
    + [
        ("B1-04-B1-06", ["B1-04", "B1-05", "B1-06"]),
        ("905/905", ["905"]),
        ("905至907", ["905", "906", "907"]),
        ("905--907", ["905", "906", "907"]),
        ("B1-04-06", ["B1-04", "B1-05", "B1-06"]),
        ("B1-04 B1-05", ["B1-04", "B1-05"]),
        ("12层/1204", ["1204"]),
        ("12F/05", ["1205"]),
        ("12整层、1301", ["12整层", "1301"]),
        ("3A04 3A05", ["3A04", "3A05"]),
    ],
)
def test_several_doors_in_one_cell_are_several_units(cell: Cell, expected: list[str]) -> None:
    assert units(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12-05", ["1205"]),
        ("05-07", ["1205", "1206", "1207"]),
        ("5-7", ["1205", "1206", "1207"]),
        ("12-14", ["1214"]),
    ]
    + [("05", ["1205"]), ("5、6", ["1205", "1206"]), ("12-7", []), ("1205-07", ["1205", "1206", "1207"])],
)
def test_a_door_may_say_again_the_floor_of_its_row(cell: Cell, expected: list[str]) -> None:
    assert [label.text for label in read_units(cell, "12").value or ()] == expected


def test_about_a_door_is_that_door_and_noted() -> None:
    assert (units("约706"), read_units("约706").code) == (["706"], "unit_approximate")


@pytest.mark.parametrize(
    "cell", ["整层", "大厅", "11203", "1203-1106", "1206-1203", "12", "A座", "1203-1203-1204", True, 12.5]
)
def test_what_names_no_door_is_said_to(cell: Cell) -> None:
    assert (read_units(cell).value, read_units(cell).code) == (None, "not_a_unit")


def test_the_floor_is_told_by_the_label() -> None:
    labels = read_units("2405、3A04、12A05、B1-04、506").value or ()
    assert [label.floor for label in labels] == ["24", "3A", "12A", "B1", "5"]


TOWERS = Towers({"A座": ["A栋", "1号楼", "A"], "B座": ["B栋"]})


@pytest.mark.parametrize("cell", ["A座", "A 座", "ａ栋", "1号楼", "１号楼", "a"])
def test_a_tower_goes_by_any_of_its_names(cell: str) -> None:
    assert TOWERS.find(cell) == "A座"


@pytest.mark.parametrize(
    "cell",
    ["Tower A", "Block A", "A Tower", "A幢", "A楼", "一号楼", "1#楼", "1栋", "第1号楼", "Ａ幢（写字楼）"],
)
def test_a_tower_goes_by_its_letter_or_number_with_any_word(cell: str) -> None:
    assert TOWERS.find(cell) == "A座"


@pytest.mark.parametrize("cell", ["1楼", "1", "Tower Z", "9幢", "一楼", "11号楼"])
def test_a_floor_or_another_letter_is_no_such_tower(cell: str) -> None:
    assert TOWERS.find(cell) is None


def test_a_tower_that_is_not_there_is_not_guessed() -> None:
    assert TOWERS.find("9号楼") is None
    assert TOWERS.find("") is None
    assert TOWERS.only is None and Towers({"主楼": []}).only == "主楼"


@pytest.mark.parametrize(
    ("cell", "name"),
    [("轻松筹科技有限公司（原：富勤有限公司）", Name("轻松筹科技有限公司", ("富勤有限公司",)))]
    + [
        (
            "杰克赛尔（济宁）有限公司(曾用名:麒麟儿有限公司)",
            Name("杰克赛尔（济宁）有限公司", ("麒麟儿有限公司",)),
        )
    ]
    + [("甲有限公司（原乙有限公司）", Name("甲有限公司", ("乙有限公司",)))]
    + [("甲有限公司（原名：乙公司、丙公司）", Name("甲有限公司", ("乙公司", "丙公司")))]
    + [("甲有限公司（曾用名:乙（济宁）有限公司）", Name("甲有限公司", ("乙（济宁）有限公司",)))]
    + [
        (cell, Name("甲有限公司", ("乙有限公司",)))
        for cell in (
            *(
                "乙有限公司（现：甲有限公司）",
                "乙有限公司（已更名为甲有限公司）",
                "乙有限公司（现名甲有限公司）",
            ),
            *(
                "甲有限公司（旧名：乙有限公司）",
                "甲有限公司（前身为乙有限公司）",
                "甲有限公司 曾用名：乙有限公司",
            ),
            *("原乙有限公司，现甲有限公司", "原：乙有限公司 现：甲有限公司", "乙有限公司→甲有限公司"),
            *("乙有限公司更名为甲有限公司", "甲有限公司【原名乙有限公司】", "甲有限公司\n（原乙有限公司）"),
            *("甲有限公司（原为乙有限公司）", "甲有限公司（由乙有限公司更名）"),
            *(
                "甲有限公司（更名前：乙有限公司）",
                "甲有限公司（改名前乙有限公司）",
                "甲有限公司（以前叫乙有限公司）",
            ),
            *(
                "甲有限公司（2023年由乙有限公司更名）",
                "甲有限公司（乙有限公司更名）",
                "原乙有限公司（现甲有限公司）",
            ),
            *(
                "甲有限公司［原：乙有限公司］",
                "甲有限公司（原“乙有限公司”）",
                "甲有限公司（前称：乙有限公司）",
            ),
            "甲\n有限公司（原：乙有限公司）",
            *("甲有限公司（原乙有限公司，2023年更名）", "甲有限公司（原乙有限公司）（装修中）"),
        )
    ]
    + [("瑞和装饰（济宁）有限公司", Name("瑞和装饰（济宁）有限公司")), ("小馆（原味）", Name("小馆（原味）"))]
    + [
        (cell, Name(cell.replace("\n", "")))
        for cell in ("百网\n股份有限公司", "百网股份有限公司\n济宁分公司", "百网\n（济宁）\n有限公司")
    ]
    + [("炒面（现炒）", Name("炒面（现炒）")), (" 甲 有限公司 ", Name("甲 有限公司"))],
)
def test_former_names_in_brackets_leave_the_name(cell: str, name: Name) -> None:
    assert read_name(cell) == name


def test_width_case_and_brackets_do_not_make_another_name() -> None:
    assert name_key("ＡＢＣ（济宁） 有限公司") == name_key("abc(济宁)有限公司")


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("未入驻", "VACANT"),
        ("待入驻", "RESERVED"),
        ("业主自持", "OWN_USE"),
        ("空置", "VACANT"),
        ("（空置）", "VACANT"),
        ("待租", "TO_LET"),
        ("招租中", "TO_LET"),
        ("装修中", "FITTING_OUT"),
    ]
    + [
        ("自用", "OWN_USE"),
        ("物业用房", "OWN_USE"),
        ("已预订", "RESERVED"),
        ("停用", "OUT_OF_USE"),
        ("空 置", "VACANT"),
        ("空置（原甲公司）", "VACANT"),
        ("空置/待租", "VACANT"),
        ("待租（可分割）", "TO_LET"),
        ("物业管理用房", "OWN_USE"),
        ("Under renovation", "FITTING_OUT"),
        ("Fit-out", "FITTING_OUT"),
        ("Management office", "OWN_USE"),
        ("消防控制室", "OWN_USE"),
        ("待租-可分割", "TO_LET"),
        ("空置\n待租", "VACANT"),
    ],
)
def test_a_word_about_the_unit_is_its_state(cell: str, state: str) -> None:
    assert read_unit_state(cell) == state


@pytest.mark.parametrize(
    "cell",
    [
        "零度空间理发店",
        "瑞和装饰有限公司",
        "自用宝科技",
        "",
        "空置房（济宁）有限公司",
        "预留空间/设计公司",
        "待租宝有限公司",
        "空置-设计工作室",
        5,
    ],
)
def test_a_firm_whose_name_holds_such_a_word_stays_a_firm(cell: Cell) -> None:
    assert read_unit_state(cell) is None
