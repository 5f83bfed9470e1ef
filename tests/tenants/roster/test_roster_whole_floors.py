"""整层: a whole floor, whether its rooms are known or not."""

from pathlib import Path
from typing import Any

import pytest

from tenants.actions.units import Part, create_unit
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import District, Floor, Tenancy, Unit
from tests.tenants.roster.importing import a_rostered_district, asked, imported
from tests.tenants.roster.sheets import HEADINGS, line, read, xlsx


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


def send(district: District, folder: Path, *lines: list[Any], **options: Any) -> dict[str, Any]:
    return imported(district, xlsx(folder / "台账.xlsx", [HEADINGS, *lines]), **options)


def who_is_where(district: District) -> set[tuple[str, str]]:
    with scope(district):
        return set(Tenancy.objects.values_list("enterprise__name", "unit__label"))


@pytest.mark.parametrize(
    ("cell", "labels"),
    [("12层整层", ["12整层"]), ("12F", ["12整层"]), ("整层（12层）", ["12整层"]), ("十二层", ["12整层"])]
    + [("B1整层", ["B1整层"]), ("11层、12层整层", ["11整层", "12整层"]), ("12A层全层", ["12A整层"])],
)
def test_a_whole_floor_is_one_label(tmp_path: Path, cell: str, labels: list[str]) -> None:
    (row,) = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, line("甲", cell)])).rows
    assert [unit.text for unit in row.units] == labels and not row.is_refused


def test_the_floor_may_stand_in_a_column_of_its_own(tmp_path: Path) -> None:
    headings = ("企业名称", "楼栋", "楼层", "房号", "面积")
    rows = [
        headings,
        ["甲", "A座", "12F", "整层", 900],
        ["乙", "A座", 11, "05", 90],
        ["丙", "A座", "", "6", 90],
    ]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [[unit.text for unit in row.units] for row in found] == [["12整层"], ["1105"], ["1106"]]


def test_where_no_room_is_known_the_floor_is_one_unit_and_later_rooms_lie_in_it(
    home: District, tmp_path: Path
) -> None:
    send(home, tmp_path, line("甲有限公司", "12层整层", since="2024-01-01"))
    assert who_is_where(home) == {("甲有限公司", "12整层")}
    report = send(home, tmp_path, line("乙有限公司", "1203", since="2024-01-01"))
    assert asked(report) == [(2, "房号", "unit_taken")]
    assert report["rows"][0]["problems"][0]["choices"] == ["skip"]
    again = send(home, tmp_path, line("甲有限公司", "12F", since="2024-01-01"))
    assert again["batch"] is None and again["rows"][0]["verdict"] == "unchanged"
    send(home, tmp_path, line("空置", "1204"), skip_bad=True)
    with scope(home):
        assert not Unit.objects.filter(label="1204").exists() or (
            Unit.objects.get(label="1204").parent_id == Unit.objects.get(label="12整层").id
        )


def test_where_its_rooms_are_known_the_floor_is_those(home: District, tmp_path: Path) -> None:
    send(home, tmp_path, line("空置", "1201"), line("空置", "1202"), line("空置", "1101"))
    report = send(home, tmp_path, line("甲有限公司", "整层（12F）", area=500, since="2024-01-01"))
    assert report["rows"][0]["units"] == ["1201", "1202"]
    assert who_is_where(home) == {("甲有限公司", "1201"), ("甲有限公司", "1202")}


def test_a_unit_that_goes_by_a_word_is_found_by_it(home: District, tmp_path: Path) -> None:
    with scope(home):
        floor = Floor.objects.filter(building__name="A座", label="1").get()
        create_unit(by=OPERATOR, floor_id=floor.id, part=Part(label="大堂吧"))
    report = send(
        home, tmp_path, line("甲咖啡店", "大堂吧"), line("乙咖啡店", "A座大堂吧"), create_units=False
    )
    assert [row["units"] for row in report["rows"]] == [["大堂吧"], ["大堂吧"]]
    assert asked(report) == [(3, "房号", "unit_taken")]
    assert asked(send(home, tmp_path, line("丙咖啡店", "中庭"))) == [(2, "房号", "not_a_unit")]


def test_a_whole_floor_and_a_room_on_it_are_asked_about(tmp_path: Path) -> None:
    rows = [line("甲", "12层整层"), line("乙", "1203"), line("丙", "1101"), line("丁", "11F")]
    found = read(xlsx(tmp_path / "a.xlsx", [HEADINGS, *rows])).rows
    assert [[problem.code for problem in row.problems] for row in found] == [
        [],
        ["unit_taken"],
        [],
        ["unit_taken"],
    ]
