"""A blank roster to fill in: explanations on a sheet of their own, drop-downs where there is a choice."""

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tenants.models import BusinessFormat
from tenants.roster.places import Towers

from .book import BOLD, GREY, MIDDLE, THIN, WIDTHS
from .saying import STATE_WORDS
from .standard import standard_table
from .tables import Table

# Nobody fills in more by hand; a drop-down must end somewhere.
ROWS = 2000
LISTS = "_lists"
SHEETS = ("填写说明", "How to fill it in")
# Field → what to write, an example; first in Chinese, then in English.
EXPLAINED: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "name": (
        (
            "营业执照上的全称。无单位的单元写：空置、待租、已订、装修中、自用、停用",
            "山东某某科技有限公司（原：某某商贸有限公司）",
        ),
        (
            "Name as on the licence. For a unit without a company: 空置, 待租, 已订, 装修中, 自用, 停用",
            "Some Technology Co., Ltd.",
        ),
    ),
    "uscc": (
        ("18 位；尚未办理写“办理中”", "91370811MA00000000"),
        ("18 characters; 办理中 if there is none yet", "91370811MA00000000"),
    ),
    "building": (("从列表中选", "A座"), ("Choose from the list", "A座")),
    "floor": (("可不填；房号里已有楼层", "12"), ("May stay blank: the unit tells the floor", "12")),
    "units": (
        ("一家多个单元用顿号分开，或写起止", "1203、1204；1203-1206；B1-04"),
        ("Several units of one company with commas, or a run", "1203、1204; 1203-1206; B1-04"),
    ),
    "area": (("平方米，只写数字", "120.5"), ("Square metres, as a number", "120.5")),
    "format": (("从列表中选，或写新的", "餐饮"), ("Choose from the list, or write a new one", "餐饮")),
    "person": (("", "王芳"), ("Whom to call", "王芳")),
    "phone": (("手机或固定电话", "13800000000"), ("Mobile or land line", "13800000000")),
    "from": (("合同第一日", "2025-03-01"), ("First day of the contract", "2025-03-01")),
    "contract_to": (
        ("合同最后一日；无固定期限写“长期”或不填", "2026-02-28"),
        ("Last day of the contract; blank if it is open", "2026-02-28"),
    ),
    "note": (("随台账保存，原样导出", ""), ("Kept with the roster and given back as it is", "")),
}
NEVER = (
    "请勿填写身份证号、政治面貌、党员姓名、纳税额等：导入时一律丢弃。",
    "No identity numbers, no political status, no Party members, no tax: such columns are dropped on import.",
)


def write_template(path: Path, towers: Towers, language: str) -> None:
    """Writes the blank roster, .xlsx or .csv by the file's name."""
    table = standard_table(towers, language)
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerow(table.head[0])
        return
    at = 0 if language.lower().startswith("zh") else 1
    book = Workbook(write_only=True)
    _roster(book, table, towers, at)
    _explanations(book, table, at)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    columns = [towers.names, _formats(), list(STATE_WORDS.values())]
    for place in range(max(map(len, columns))):
        lists.append([column[place] if place < len(column) else None for column in columns])
    book.save(path)


def _formats() -> list[str]:
    return list(BusinessFormat.objects.order_by("ordinal", "name").values_list("name", flat=True))


def _roster(book: Workbook, table: Table, towers: Towers, at: int) -> None:
    page = book.create_sheet(table.sheet)
    page.freeze_panes = "A2"
    heads = []
    for place, column in enumerate(table.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = WIDTHS[column["field"]]
        cell = WriteOnlyCell(page, column["heading"])
        cell.font, cell.alignment, cell.fill, cell.border = BOLD, MIDDLE, GREY, THIN
        heads.append(cell)
    page.append(heads)
    for place, column in enumerate(table.columns, start=1):
        check = _check(column["field"], towers, at)
        if check is not None:
            letter = get_column_letter(place)
            check.add(f"{letter}2:{letter}{ROWS}")
            page.data_validations.append(check)


def _check(field: str, towers: Towers, at: int) -> DataValidation | None:
    """The drop-down or the rule of a column, with what to write as the hint beside the cell."""
    what, example = EXPLAINED[field][at]
    check: DataValidation | None
    match field:
        case "building":
            check = DataValidation("list", formula1=f"{LISTS}!$A$1:$A${max(1, len(towers.names))}")
        case "format":
            count = len(_formats())
            check = DataValidation(
                "list", formula1=f"{LISTS}!$B$1:$B${max(1, count)}", errorStyle="information"
            )
        case "name":
            # A list to choose a state from; any name may be typed in.
            check = DataValidation(
                "list", formula1=f"{LISTS}!$C$1:$C${len(STATE_WORDS)}", showErrorMessage=False
            )
        case "area":
            check = DataValidation("decimal", operator="greaterThan", formula1="0")
        case "from" | "contract_to":
            check = DataValidation("date", operator="greaterThan", formula1="18264", errorStyle="warning")
        case "uscc":
            check = DataValidation("textLength", operator="equal", formula1="18", errorStyle="warning")
        case _:
            return None
    check.allow_blank = True
    if field != "name":
        check.showErrorMessage = True
    check.showInputMessage = True
    check.prompt = f"{what}\n{example}".strip()[:250]
    check.error = what[:220]
    return check


def _explanations(book: Workbook, table: Table, at: int) -> None:
    page = book.create_sheet(SHEETS[at])
    for letter, width in (("A", 24), ("B", 60), ("C", 44)):
        page.column_dimensions[letter].width = width
    for column in table.columns:
        what, example = EXPLAINED[column["field"]][at]
        heading, said = WriteOnlyCell(page, column["heading"]), WriteOnlyCell(page, what)
        heading.font, said.alignment = BOLD, Alignment(wrap_text=True, vertical="top")
        page.append([heading, said, example])
    page.append([])
    page.append([NEVER[at]])
