"""Areas: "272平方米", "845㎡", "123.50 m²", "１，２００", "约136"; kept as whole cm²."""

import re
from decimal import Decimal, InvalidOperation

from tenants.roster.cells.text import folded, says_nothing
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read

CM2_PER_M2 = 10_000
# No unit of a building has ten square kilometres; that is a phone or a date in the wrong column.
LARGEST_M2 = Decimal(10_000_000)
# Folding has made ㎡ and m² into M2.
_PREFIX = re.compile(r"^(面积|建筑面积|建面|租赁面积|共|计)[:]?")
_UNIT = re.compile(r"(M2|M\^2|平方米|平方|平米|平|米2|SQM)$")
_ABOUT = re.compile(r"^(约|大约|CA\.?|~|≈)|左右$")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d*)?")


def read_area(cell: Cell) -> Read[int]:
    """Returns cm²; None without a code when the cell is blank.

    Codes: "not_an_area"; "area_approximate" with the value, where the sheet says "about".
    """
    if says_nothing(cell):
        return Read(None)
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return Read(None, "not_an_area")
    text = folded(cell)
    bare = re.sub(r"[(\[【][^\d]*[)\]】]$", "", text)
    bare = _ABOUT.sub("", _PREFIX.sub("", bare))
    bare = _UNIT.sub("", bare)
    bare = _ABOUT.sub("", bare)
    if not _NUMBER.fullmatch(bare):
        return Read(None, "not_an_area")
    try:
        square_metres = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return Read(None, "not_an_area")
    cm2 = int((square_metres * CM2_PER_M2).to_integral_value())
    if cm2 <= 0 or square_metres > LARGEST_M2:
        return Read(None, "not_an_area")
    return Read(cm2, "area_approximate" if _ABOUT.search(text) else None)
