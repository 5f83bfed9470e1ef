import pytest
from django.utils import translation

from tenants.errors import Refusal
from tenants.rules.building_plans import read_plans

HEADING = "name,aliases,floors\n"


def refusal_of(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        read_plans(text.encode())
    assert caught.value.code == "BUILDINGS_FILE"
    return str(caught.value.message)


def test_runs_are_written_out_and_other_labels_kept_in_order() -> None:
    [tower] = read_plans(f"{HEADING}A座,A栋|1号楼,B2|B1|1-3|3A|5-6|夹层\n".encode())
    assert tower.name == "A座"
    assert tower.aliases == ["A栋", "1号楼"]
    assert tower.floors == ["B2", "B1", "1", "2", "3", "3A", "5", "6", "夹层"]


def test_floors_below_ground_run_upwards_too() -> None:
    [tower] = read_plans(f"{HEADING}A座,,B3-B1|1-2\n".encode())
    assert tower.floors == ["B3", "B2", "B1", "1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_of_spreadsheet_programs_are_read(encoding: str) -> None:
    [tower] = read_plans(f"{HEADING}A座,1号楼,1-2\r\n\r\n".encode(encoding))
    assert (tower.name, tower.aliases) == ("A座", ["1号楼"])


def test_an_alias_that_repeats_its_own_name_is_left_out() -> None:
    [tower] = read_plans(f"{HEADING}A座,a座|Ａ座|A栋,1\n".encode())
    assert tower.aliases == ["A栋"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("楼宇,floors\n", "row 1"),
        (f"{HEADING}A座,,1-3\nB座,,1-3|2\n", "row 3, column floors"),
        (f"{HEADING}A座,,12-5\n", "row 2, column floors"),
        (f"{HEADING}A座,,1-99999\n", "row 2, column floors"),
        (f"{HEADING}A座,,\n", "row 2, column floors"),
        (f"{HEADING},,1-3\n", "row 2, column name"),
        (f"{HEADING}A座,B座,1\nB座,,1\n", "row 3, column name"),
        (f"{HEADING}A座,1号楼,1\nB座,1号楼,1\n", "row 3, column aliases"),
        (f"{HEADING}A座,1\n", "row 2"),
        (HEADING, "row 2, column name"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(text: str, where: str) -> None:
    with translation.override("en"):
        assert refusal_of(text).startswith(f"{where}: ")
