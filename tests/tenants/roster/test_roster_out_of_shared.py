"""Six rosters as property managers keep them: given back in their own layout, they change nothing."""

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tenants.roster.cells.text import as_text
from tenants.roster.files.opening import read_file
from tenants.rules.building_plans import BuildingPlan
from tests.shared import shared_file
from tests.tenants.roster.exporting import exported, nothing_to_do, yellow
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.test_roster_expected import FILES

ANOTHER = ("手机号", "联系电话", "电话", "联系方式", "手机", "负责人电话")


def plans() -> list[BuildingPlan]:
    with (shared_file("rosters") / "buildings.csv").open(encoding="utf-8-sig") as stream:
        return [
            BuildingPlan(name=row["name"], aliases=row["aliases"].split("|"), floors=[])
            for row in csv.DictReader(stream)
        ]


@pytest.mark.parametrize("name", FILES)
def test_export_then_import_changes_nothing(transactional_db: None, tmp_path: Path, name: str) -> None:
    file = shared_file("rosters") / name
    home = a_rostered_district(plans=plans())
    report = imported(home, file, skip_bad=True)
    assert report["batch"]
    given_back = exported(home, tmp_path / "还.xlsx")
    assert nothing_to_do(home, given_back) == []
    again = exported(home, tmp_path / "再还.xlsx", report["batch"])
    assert again.read_bytes() and yellow(given_back) == {}
    came, gone = sheets(file), sheets(given_back)
    assert gone.keys() <= came.keys()
    bad = {(row["sheet"], row["row"]) for row in report["rows"] if row["verdict"] in ("asked", "refused")}
    for sheet, rows in gone.items():
        kept = [row for at, row in enumerate(came[sheet], start=1) if (sheet, at) not in bad]
        # Phones are kept in one form, and a column that must not be kept stands empty.
        header = next(row for row in kept if len(row) > 6)
        another = {
            at for at, text in enumerate(header) if text in ANOTHER or text in report["dropped_columns"]
        }
        for now, before in zip(rows, kept, strict=True):
            assert blanked(now, another) == blanked(before, another)
        assert [row for row in rows if len(row) > 6][0] == [
            "" if text in report["dropped_columns"] else text for text in header
        ]
    if name.endswith(".csv"):
        assert nothing_to_do(home, exported(home, tmp_path / "还.csv")) == []


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Every visible sheet's cells as text, blanks at the ends left out."""
    if path.suffix == ".csv":
        return {sheet.name: [trimmed(row) for row in sheet.rows] for sheet in read_file(path)}
    book = CalamineWorkbook.from_path(path)
    return {
        name: [trimmed(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def blanked(row: list[str], columns: set[int]) -> list[str]:
    return trimmed(["" if at in columns else cell for at, cell in enumerate(row)])


def trimmed(row: list) -> list[str]:
    texts = [as_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts
