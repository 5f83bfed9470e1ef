"""A district's towers as a CSV says them: `name,aliases,floors`.

Lists are split by `|`; floors come from the lowest up.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tenants.errors import Refusal
from tenants.reading.folding import fold

COLUMNS = ("name", "aliases", "floors")
MAX_FLOORS = 300  # no tower has more; `1-99999` is a slip of the pen
_NAME, _LABEL = 80, 20  # what the columns of Building and Floor hold
_RUN = re.compile(r"(B?)(\d{1,5})-(B?)(\d{1,5})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class BuildingPlan:
    """A tower to be made: its name, what else it is called, the labels of its floors from the lowest up."""

    name: str
    aliases: list[str] = field(default_factory=list)
    floors: list[str] = field(default_factory=list)


def read_plans(content: bytes) -> list[BuildingPlan]:
    """The towers of a CSV file (UTF-8 or GB18030).

    Raises Refusal `BUILDINGS_FILE`, whose sentence names the row (the heading is 1) and the column.
    """
    rows = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    heading = tuple(cell.strip().lower() for cell in rows[0]) if rows else ()
    if heading != COLUMNS:
        raise _refusal(1, "", _("the first row must be name,aliases,floors"))
    plans: list[BuildingPlan] = []
    known: dict[str, int] = {}
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            plan = _plan(number, cells)
            _remember(number, plan, known)
            plans.append(plan)
    if not plans:
        raise _refusal(2, "name", _("there is no building in the file"))
    return plans


def _plan(row: int, cells: list[str]) -> BuildingPlan:
    if len(cells) != len(COLUMNS):
        detail = _("there must be %(due)s cells, not %(found)s") % {"due": len(COLUMNS), "found": len(cells)}
        raise _refusal(row, "", detail)
    name, aliases, floors = cells[0].strip(), _items(cells[1]), _items(cells[2])
    if not name:
        raise _refusal(row, "name", _("the name is missing"))
    for column, text in (("name", name), *(("aliases", alias) for alias in aliases)):
        if len(text) > _NAME:
            raise _refusal(row, column, _("“%(found)s …” is too long") % {"found": text[:20]})
    labels = [label for item in floors for label in _floors(row, item)]
    if not labels:
        raise _refusal(row, "floors", _("the floors are missing"))
    twice = next((label for place, label in enumerate(labels) if label in labels[:place]), None)
    if twice:
        raise _refusal(row, "floors", _("floor %(found)s is named twice") % {"found": twice})
    if len(labels) > MAX_FLOORS:
        raise _refusal(row, "floors", _("there are more than %(most)s floors") % {"most": MAX_FLOORS})
    # A name that is also listed as an alias, or an alias listed twice, means no harm.
    others = {fold(alias): alias for alias in aliases if fold(alias) != fold(name)}
    return BuildingPlan(name=name, aliases=list(others.values()), floors=labels)


def _floors(row: int, item: str) -> list[str]:
    """`5-12` or `B3-B1` written out; anything else is the label of one floor (3A, LG, 夹层)."""
    run = _RUN.fullmatch(item)
    if not run:
        if len(item) > _LABEL or "-" in item.strip("-"):
            detail = _("“%(found)s” is neither a floor nor a run like 5-12") % {"found": item}
            raise _refusal(row, "floors", detail)
        return [item]
    below, lowest, below_too, highest = run[1], int(run[2]), run[3], int(run[4])
    step = -1 if below else 1
    count = (highest - lowest) * step + 1
    if bool(below) != bool(below_too) or count < 2 or count > MAX_FLOORS:
        detail = _("“%(found)s” does not run from a lower to a higher floor") % {"found": item}
        raise _refusal(row, "floors", detail)
    return [f"{below.upper()}{number}" for number in range(lowest, highest + step, step)]


def _remember(row: int, plan: BuildingPlan, known: dict[str, int]) -> None:
    for column, text in (("name", plan.name), *(("aliases", alias) for alias in plan.aliases)):
        if fold(text) in known:
            detail = _("“%(found)s” is a name of row %(other)s already") % {
                "found": text,
                "other": known[fold(text)],
            }
            raise _refusal(row, column, detail)
    known |= dict.fromkeys(map(fold, (plan.name, *plan.aliases)), row)


def _items(cell: str) -> list[str]:
    return [item for part in cell.split("|") if (item := part.strip())]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            raise _refusal(1, "", _("the file is neither UTF-8 nor GB18030 text")) from None


def _refusal(row: int, column: str, detail: Any) -> Refusal:
    where = _("row %(row)s, column %(column)s") if column else _("row %(row)s")
    return Refusal("BUILDINGS_FILE", f"{where % {'row': row, 'column': column}}: {detail}")
