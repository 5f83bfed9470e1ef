"""What a row says beside all that has a field (备注, 人数): it is kept with the batch's row, and a change to
it is a change like any other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from tenants.models import Act, RosterLines, RosterTable, Unit
from tenants.roster.cells.text import as_text
from tenants.roster.companies import Companies
from tenants.roster.drafting import places_of
from tenants.roster.layouts import BESIDE, Layout
from tenants.roster.plan import Change, Plan, RowPlan
from tenants.roster.present import Place

# Enterprise (None for a row about units) and units, as a line of a batch names them.
_Key = tuple[str | None, frozenset[str]]


def note_what_stands_beside(
    plan: Plan, companies: Companies, units: Mapping[Place, Unit], layouts: Sequence[Layout]
) -> None:
    """Adds to rows about who is known already what they now say beside, where it was something else."""
    by_sheet: dict[str, list[Layout]] = {}
    for each_layout in layouts:
        if any(_is_beside(column) for column in each_layout.columns):
            by_sheet.setdefault(each_layout.sheet, []).append(each_layout)
    if not by_sheet:
        return
    owners = {id(row): company.known_id for company in companies.in_order for row in company.rows}
    wanted: dict[_Key, tuple[RowPlan, dict[str, str]]] = {}
    for each in plan.rows:
        layout = _layout_of(each, by_sheet)
        places = places_of(each.row) if layout is not None and each.row.stands else []
        if layout is None or not places or any(place not in units for place in places):
            continue
        owner = owners.get(id(each.row))
        if each.row.kind == "company" and owner is None:
            continue
        key = (str(owner) if owner else None, frozenset(str(units[place].id) for place in places))
        wanted[key] = each, layout.beside(layout.rows[each.row.number - layout.first])
    if not wanted:
        return
    known = _kept(wanted.keys())
    for key, (row_plan, said) in wanted.items():
        _note(row_plan, known.get(key, {}), said)


def _layout_of(plan: RowPlan, by_sheet: Mapping[str, list[Layout]]) -> Layout | None:
    for layout in by_sheet.get(plan.row.sheet, ()):
        if layout.first <= plan.row.number < layout.first + len(layout.rows):
            return layout
    return None


def _note(row_plan: RowPlan, known: Mapping[str, str], said: Mapping[str, str]) -> None:
    changes = [
        Change(heading, known.get(heading) or None, text or None)
        for heading, text in said.items()
        if known.get(heading, "") != text
    ]
    row_plan.changes.extend(changes)
    if changes and row_plan.verdict == "unchanged":
        row_plan.verdict = "changed"


def _kept(wanted: Collection[_Key]) -> dict[_Key, dict[str, str]]:
    """What was said of them last, read from the newest batch back, as far as somebody is still missing."""
    missing = set(wanted)
    # Who has left one of the units of a line is still who that line spoke of.
    by_unit = {(owner, unit): (owner, units) for owner, units in missing for unit in units}
    found: dict[_Key, dict[str, str]] = {}
    taken_back = Act.objects.filter(undo_of__isnull=False).values("undo_of")
    tables = RosterTable.objects.exclude(batch__act__in=taken_back).order_by("-batch_id", "ordinal")
    for table in tables:
        if not missing:
            break
        headings = [column["heading"] if _is_beside(column) else None for column in table.columns]
        for line, cells in _lines(table):
            for key in {line, *(by_unit.get((line[0], unit), line) for unit in line[1])}:
                if key not in missing or not key[1] <= line[1]:
                    continue
                missing.remove(key)
                found[key] = {
                    heading: _text(cells[at]) if at < len(cells) else ""
                    for at, heading in enumerate(headings)
                    if heading
                }
    return found


def _lines(table: RosterTable) -> Iterator[tuple[_Key, Sequence[Any]]]:
    for passage in RosterLines.objects.filter(roster_table=table).order_by("ordinal"):
        for line in passage.lines:
            if line["kind"] in ("company", "unit"):
                yield (line.get("enterprise"), frozenset(line["units"])), line["cells"]


def _is_beside(column: Mapping[str, Any]) -> bool:
    return bool(column["heading"]) and column["field"] in BESIDE


def _text(cell: Any) -> str:
    return str(cell["date"]).replace("T", " ") if isinstance(cell, dict) else as_text(cell)
