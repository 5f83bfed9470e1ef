"""Columns that must not be kept, whatever they hold: they are cut out before anything is kept anywhere.

Nobody's Party membership, identity number or tax is stored. The test is on the heading, by parts of words, so
that "法人身份证号" and "是否党员" are caught as well as "身份证". What is merely unknown is not kept either.
"""

import re

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell, Sheet

_FORBIDDEN = re.compile(
    r"身份证|证件号|护照|IDCARD|IDNUMBER|IDNO|NATIONALID|PASSPORT"
    r"|政治面貌|党员|入党|党龄|党籍|组织关系|党内职务|PARTYMEMBER|POLITICALSTATUS"
    r"|民族|宗教|信仰|ETHNIC|RELIGIO"
    r"|银行卡|银行账|开户行|BANKACCOUNT"
    r"|纳税额|税额|税收|缴税|完税|TAXPAID|TAXAMOUNT"
    r"|户籍|家庭住址|住址|出生|生日|BIRTH|婚姻"
)


def is_forbidden(heading: Cell) -> bool:
    """Whether a column of this heading must not be kept."""
    return bool(_FORBIDDEN.search(re.sub(r"[-_.]", "", folded(heading))))


def without_forbidden(sheet: Sheet, header: int) -> list[str]:
    """Blanks the forbidden columns of the sheet in place, heading and all; `header` is the header's index.

    Returns their headings, in the sheet's order.
    """
    headings = sheet.rows[header]
    columns = [at for at, cell in enumerate(headings) if is_forbidden(cell)]
    dropped = [str(headings[at]).strip() for at in columns]
    for row in sheet.rows:
        for at in columns:
            if at < len(row):
                row[at] = ""
    return dropped
