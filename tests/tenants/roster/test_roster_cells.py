"""What people write into a cell, and what it is read as: dates, areas, phones, codes."""

from datetime import date, datetime

import pytest

from tenants.roster.cells.areas import read_area
from tenants.roster.cells.codes import read_uscc
from tenants.roster.cells.dates import read_date, read_end
from tenants.roster.cells.phones import read_phone
from tenants.roster.cells.text import as_text, is_error, says_nothing
from tenants.roster.files.sheet import Cell
from tenants.rules.uscc import check_digit

DAY = date(2025, 3, 1)
SOUND = "91370811MA0ABCDE1" + check_digit("91370811MA0ABCDE1")


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2025, 3, 1, 9, 30),
        "2025-03-01",
        " 2025-03-01 ",
        "2025.3.1",
        "2025/03/01",
        "2025年3月1日",
        "20250301",
    ]
    + [
        "２０２５－０３－０１",
        20250301,
        20250301.0,
        45717,
        45717.0,
        45717.5,
        "45717",
        "2025-03-01 00:00:00",
        "2025年03月01号",
        "二〇二五年三月一日",
        "2025.3.1起",
        "2025.3.1（首期）",
        "'2025-03-01",
        "2025。3。1",
        "2025年3月1日 星期六",
        "25.3.1",
        "1-Mar-2025",
        "1 March 2025",
        "2025年3月1日-",
        "Mar 1, 2025",
        "March 1st, 2025",
        "01-Mar-25",
        "2025–03–01",
        "2025·3·1",
    ],
)
def test_every_usual_spelling_of_a_day_is_that_day(cell: Cell) -> None:
    assert read_date(cell).value == DAY


@pytest.mark.parametrize(
    "cell", ["二月初", "2023-02-30", "2023.13.1", "2025年3月", "03/01/25", 8, 5.5, True, "19000101", "长期"]
)
def test_what_is_no_day_is_said_to_be_none(cell: Cell) -> None:
    assert (read_date(cell).value, read_date(cell).code) == (None, "not_a_date")


@pytest.mark.parametrize(
    "cell", ["", "  ", "长期", "无固定期限", "/", "-", "至今", "长 期", "长期租赁", "9999-12-31"]
)
def test_an_open_end_is_no_mistake(cell: Cell) -> None:
    assert (read_end(cell).value, read_end(cell).code) == (None, None)


@pytest.mark.parametrize(
    ("cell", "square_metres"),
    [
        (272, 272),
        (272.0, 272),
        ("272平方米", 272),
        ("845㎡", 845),
        ("123.50 m²", 123.5),
        ("４８９", 489),
        ("1,200", 1200),
    ]
    + [("1，200.5平米", 1200.5), ("88.88", 88.88), ("120.", 120), ("272.0", 272)],
)
def test_areas_are_read_in_any_dress(cell: Cell, square_metres: float) -> None:
    assert (read_area(cell).value, read_area(cell).code) == (round(square_metres * 10_000), None)


def test_about_is_taken_by_its_number_and_noted() -> None:
    assert (read_area("约136").value, read_area("约136").code) == (1_360_000, "area_approximate")


@pytest.mark.parametrize(
    "cell", ["面议", -20, "-20", 0, "120+35", "1,20", "12 34x", date(2025, 3, 1), True, 1e300, "1.2.3"]
)
def test_what_is_no_area_is_said_to_be_none(cell: Cell) -> None:
    assert (read_area(cell).value, read_area(cell).code) == (None, "not_an_area")


@pytest.mark.parametrize(
    ("cell", "number"),
    [(13697768697.0, "13697768697"), ("13697768697.0", "13697768697"), ("136 9776 8697", "13697768697")]
    + [("136-9776-8697", "13697768697"), ("+8613697768697", "13697768697"), ("0537-2345678", "0537-2345678")]
    + [
        ("（0537）2345678", "0537-2345678"),
        ("4008001234", "4008001234"),
        ("１３６９７７６８６９７", "13697768697"),
    ],
)
def test_phones_survive_the_spreadsheet(cell: Cell, number: str) -> None:
    assert (read_phone(cell).value, read_phone(cell).code) == (number, None)


def test_of_two_phones_the_first_is_taken_and_noted() -> None:
    assert (read_phone("13697768697/13797768697").value, read_phone("13697768697/13797768697").code) == (
        "13697768697",
        "several_phones",
    )


@pytest.mark.parametrize("cell", ["1369776869", "李经理", 5, "12345678901"])
def test_what_is_no_phone_is_left_out(cell: Cell) -> None:
    assert (read_phone(cell).value, read_phone(cell).code) == (None, "not_a_phone")


def fullwidth(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


@pytest.mark.parametrize(
    "cell", [SOUND, SOUND.lower(), f" {SOUND} ", f"{SOUND[:8]} {SOUND[8:]}", fullwidth(SOUND)]
)
def test_a_code_is_read_in_any_dress(cell: str) -> None:
    assert (read_uscc(cell).value, read_uscc(cell).code) == (SOUND, None)


@pytest.mark.parametrize(
    "cell", ["办理中", "暂无", "无", "", "/", "办 理 中", "新办中", "暂无（办理中）", "办理中…"]
)
def test_no_code_yet_is_no_mistake(cell: str) -> None:
    assert (read_uscc(cell).value, read_uscc(cell).code) == (None, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [(SOUND[:-3], "uscc_length"), (SOUND[:-1] + ("0" if SOUND[-1] != "0" else "1"), "uscc_check_digit")]
    + [
        ("9.137E+17", "uscc_as_number"),
        (9.1370811e17, "uscc_as_number"),
        (SOUND[:9] + "O" + SOUND[10:], "uscc_characters"),
    ],
)
def test_an_unsound_code_is_named(cell: Cell, code: str) -> None:
    assert (read_uscc(cell).value, read_uscc(cell).code) == (None, code)


def test_a_wrong_last_character_comes_with_the_right_one() -> None:
    wrong = "0" if SOUND[-1] != "0" else "1"
    assert read_uscc(SOUND[:-1] + wrong).right == SOUND[-1]


def test_text_is_what_the_reader_of_the_sheet_sees() -> None:
    assert [as_text(cell) for cell in (2405.0, 12.5, DAY, "a\u200b b\n", datetime(2025, 3, 1))] == [
        "2405",
        "12.5",
        "2025-03-01",
        "a b",
        "2025-03-01",
    ]
    assert is_error("#REF!") and not is_error("REF")
    assert says_nothing(" — ") and not says_nothing(0)
