"""Identity numbers wherever they stand: they are blotted out before anything is kept anywhere."""

import re

from tenants.roster.files.sheet import Cell
from tenants.rules.uscc import check

BLOT = "（证件号已隐去）"
# Place, day of birth, number, check character; before 1999 without century and check character.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?"
    r"(?:(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[0-9Xx]"
    r"|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![0-9A-Za-z])",
    re.ASCII,
)
SHORTEST = 15
# Full-width digits and letters, one for one, so that places in the text stay the same.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def blotted(cell: Cell) -> Cell:
    """The cell without identity numbers; the same object where there are none."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, str):
        text = cell
    elif cell >= 10 ** (SHORTEST - 1) and float(cell).is_integer():
        text = str(int(cell))
    else:
        return cell
    if len(text) < SHORTEST:
        return cell
    found = [match.span() for match in _IDENTITY.finditer(text.translate(_NARROW))]
    found = [span for span in found if check(text[slice(*span)].translate(_NARROW).upper()) is not None]
    if not found:
        return cell
    for start, end in reversed(found):
        text = text[:start] + BLOT + text[end:]
    return text


def is_identity(cell: Cell) -> bool:
    """Whether the cell holds an identity number."""
    return blotted(cell) is not cell


_MEMBERSHIP = re.compile(r"中共(预备|正式)?党员|预备党员|正式党员|入党积极分子|(?<=[是系为])党员")
_MEMBERSHIP_BLOT = "（政治面貌已隐去）"


def without_membership(cell: Cell) -> Cell:
    """Free text without anybody's Party membership; the same object where there is none."""
    if not isinstance(cell, str) or "党" not in cell:
        return cell
    clean = _MEMBERSHIP.sub(_MEMBERSHIP_BLOT, cell)
    return cell if clean == cell else clean
