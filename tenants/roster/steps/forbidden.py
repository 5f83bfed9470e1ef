"""Columns that must not be kept, whatever they hold: they are cut out before anything is kept anywhere.

Nobody's Party membership, identity number or tax is stored. The test is on the heading, by parts of words,
so that "法人身份证号" and "是否党员" are caught as well as "身份证"; and, where nobody knows the heading, on
what stands under it.
"""

import re
from collections.abc import Collection, Iterator

from tenants.roster.cells.identities import is_identity
from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell, Sheet

_FORBIDDEN = re.compile(
    r"身份证|证件号|护照|IDCARD|IDNUMBER|IDNO|NATIONALID|PASSPORT"
    r"|政治面貌|党员|入党|党龄|党籍|组织关系|党内职务|党费|PARTYMEMBER|POLITICALSTATUS"
    r"|民族|宗教|信仰|ETHNIC|RELIGIO"
    r"|银行卡|银行账|开户行|开户银行|BANKACCOUNT"
    r"|纳税额|纳税总额|税额|税收|缴税|完税|税金|纳税情况|TAXPAID|TAXAMOUNT"
    r"|户籍|家庭住址|住址|出生|生日|BIRTH|婚姻"
)
_STATUS = re.compile(r"(中共)?(正式|预备)?党员|(共青)?团员|群众|民主党派|无党派人士?")
# A word by chance is no column of them.
_FEWEST_TELLING = 2


def is_forbidden(heading: Cell) -> bool:
    """Whether a column of this heading must not be kept."""
    return bool(_FORBIDDEN.search(re.sub(r"[-_.]", "", folded(heading))))


def telling_columns(sheet: Sheet, columns: Collection[int], rows: range) -> list[int]:
    """Those of these columns that hold identity numbers or somebody's political status and little else."""
    found = []
    for column in columns:
        cells = [cell for cell in _cells(sheet, column, rows) if folded(cell)]
        telling = sum(is_identity(cell) or bool(_STATUS.fullmatch(folded(cell))) for cell in cells)
        if telling >= _FEWEST_TELLING and telling * 2 > len(cells):
            found.append(column)
    return found


def drop(sheet: Sheet, columns: Collection[int], rows: range) -> None:
    """Blanks these columns in place, heading and all."""
    for at in rows:
        row = sheet.rows[at]
        for column in columns:
            if column < len(row):
                row[column] = ""


def _cells(sheet: Sheet, column: int, rows: range) -> Iterator[Cell]:
    return (sheet.rows[at][column] for at in rows if column < len(sheet.rows[at]))
