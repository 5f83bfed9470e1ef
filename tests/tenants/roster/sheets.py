"""Small spreadsheets made in the test itself."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tenants.roster.pipeline import Reading, read_roster
from tenants.roster.places import Towers
from tenants.rules.uscc import check_digit

HEADINGS = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "楼栋",
    "房号",
    "租赁面积（㎡）",
    "联系人",
    "联系电话",
    "入驻时间",
    "合同到期",
)
TOWERS = Towers({"A座": ["A栋", "1号楼"], "B座": ["B栋", "2号楼"]})


def uscc(number: int) -> str:
    """A sound code, another for each number."""
    first = f"91370811MA{number:07d}"
    return first + check_digit(first)


def line(
    name: str, unit: Any, *, tower: str = "A座", code: str = "", area: Any = 100, **more: Any
) -> list[Any]:
    """A row under HEADINGS; `person`, `phone`, `since`, `until` are blank unless given."""
    return [
        "",
        name,
        code,
        tower,
        unit,
        area,
        *(more.get(key, "") for key in ("person", "phone", "since", "until")),
    ]


def xlsx(
    path: Path, rows: Iterable[Sequence[Any]], *, sheet: str = "台账", merges: Iterable[str] = ()
) -> Path:
    """Writes one sheet and returns the path."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merged in merges:
        page.merge_cells(merged)
    workbook.save(path)
    return path


def read(path: Path, mapping: Path | None = None) -> Reading:
    """Reads with the two towers of TOWERS."""
    return read_roster(path, TOWERS, mapping)
