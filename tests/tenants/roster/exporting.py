"""Rosters given back, read by another program, and handed in again."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tenants.acts.authors import OPERATOR, Author
from tenants.isolation.scope import scope
from tenants.models import Act, District
from tenants.roster.out.exporting import export_roster
from tests.tenants.roster.importing import imported


def exported(
    district: District,
    path: Path,
    layout: str | None = None,
    *,
    by: Author = OPERATOR,
    language: str = "zh-hans",
) -> Path:
    """Writes the roster of a district and returns where."""
    with scope(district):
        export_roster(by=by, path=path, layout=layout, language=language)
    return path


def read_back(path: Path) -> list[list[Any]]:
    """The rows of the first sheet as another program sees them."""
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def yellow(path: Path, sheet: int = 0) -> dict[str, Any]:
    """The cells that are marked as changed."""
    page = load_workbook(path).worksheets[sheet]
    return {
        cell.coordinate: cell.value
        for row in page.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00FFFF00"
    }


def nothing_to_do(district: District, path: Path) -> list[dict[str, Any]]:
    """Hands a roster in again: what of it is not as it stands, which should be nothing. Writes nothing."""
    with scope(district):
        acts = Act.objects.count()
    report = imported(district, path, create_units=False, gone_on=None)
    with scope(district):
        written = Act.objects.count() - acts
    told = [
        row
        for row in report["rows"]
        if row["verdict"] not in ("unchanged", "unit", "ignored") or row["changes"]
    ]
    assert (written, report["batch"]) == (0, None), told[:3]
    return told
