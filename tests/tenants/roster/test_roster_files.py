"""Files of every kind are read, and what is no roster gets one plain answer."""

import random
from pathlib import Path

import pytest
from openpyxl import Workbook

from tenants.roster.files.opening import read_file
from tenants.roster.files.sheet import Unreadable
from tests.tenants.roster.sheets import HEADINGS, line, read, xlsx

TEXT = "企业名称,房号,面积\n甲有限公司,1203,100\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_is_read_in_any_usual_encoding_and_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT.replace(",", delimiter), encoding)
    (sheet,) = read_file(path)
    assert (sheet.name, sheet.rows[1]) == ("台账", ["甲有限公司", "1203", "100"])


@pytest.mark.parametrize("name", ["台账.csv", "台账.xls", "台账.xlsb", "台账"])
def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path: Path, name: str) -> None:
    (sheet,) = read_file(xlsx(tmp_path / "台账.xlsx", [HEADINGS]).rename(tmp_path / name))
    assert sheet.rows[0] == list(HEADINGS)


def test_hidden_sheets_are_not_even_opened(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "台账"
    workbook.create_sheet("旧").sheet_state = "hidden"
    workbook.create_sheet("更旧").sheet_state = "veryHidden"
    workbook.create_chartsheet("图")
    workbook.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_file(tmp_path / "a.xlsx")] == ["台账"]


def test_rows_and_columns_keep_their_numbers_when_the_table_begins_in_the_middle(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["C4"] = "企业名称"
    workbook.save(tmp_path / "a.xlsx")
    (sheet,) = read_file(tmp_path / "a.xlsx")
    assert sheet.rows == [[], [], [], ["", "", "企业名称"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file_empty"), (b" \n", "file_empty"), (b"\x00\x01\x02\xff\xfe" * 9, "file_not_text")]
    + [
        (b"PK\x03\x04 and nothing more", "file_damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "file_damaged"),
    ]
    + [("今天天气很好\n".encode(), "no_header"), (b"\x89PNG\r\n\x1a\n\x00\x00", "file_not_text")],
)
def test_what_is_no_roster_gets_one_plain_answer(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read(tmp_path / "a.xlsx")
    assert refused.value.code == code


def test_a_file_that_is_not_there_gets_a_plain_answer(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        with pytest.raises(Unreadable) as refused:
            read(path)
        assert refused.value.code == "file_missing"


def test_a_damaged_workbook_never_takes_the_reader_with_it(tmp_path: Path) -> None:
    sound = xlsx(
        tmp_path / "a.xlsx", [HEADINGS, *(line(f"公司{n}", 1200 + n) for n in range(20))]
    ).read_bytes()
    dice = random.Random(7)
    for _ in range(12):
        broken = bytearray(sound[: dice.randrange(100, len(sound))])
        for _ in range(dice.randrange(30)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        (tmp_path / "b.xlsx").write_bytes(broken)
        try:
            read(tmp_path / "b.xlsx")
        except Unreadable:
            continue


def test_one_stray_cell_at_the_far_corner_is_an_answer_not_a_crash(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0].cell(1_048_576, 16_384, "x")
    workbook.worksheets[0]["A1"] = "企业名称"
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(Unreadable) as refused:
        read(tmp_path / "a.xlsx")
    assert refused.value.code in {"file_damaged", "no_header"}
