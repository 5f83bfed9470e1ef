"""What a batch remembers of its file, so that the file can be given back as it came."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenants.models import Contact, Enterprise, RosterBatch, RosterLines, RosterTable, Unit
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Company
from tenants.roster.contacts import is_contact
from tenants.roster.drafting import places_of
from tenants.roster.layouts import Layout, as_json
from tenants.roster.plan import Plan
from tenants.roster.present import Place

# Small enough to be read one after the other, large enough that 100,000 rows are two hundred.
LINES = 500
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was taken, with what it is about."""

    row: CheckedRow
    enterprise: Enterprise | None
    units: tuple[Unit, ...]


def lines_of(
    plan: Plan,
    of_company: Mapping[Company, Enterprise],
    made: Mapping[Place, Unit],
    known: Mapping[Place, Unit],
) -> dict[tuple[str, int], Line]:
    """The rows of an applied plan by sheet and number; `made` and `known`: the units there are now."""
    owners = {id(row): of_company[company] for company in plan.companies for row in company.rows}
    lines = {}
    for each in plan.rows:
        row = each.row
        if row.number and row.stands:
            units = tuple(made.get(place) or known[place] for place in places_of(row))
            lines[row.sheet, row.number] = Line(row, owners.get(id(row)), units)
    return lines


def write_layouts(
    batch: RosterBatch, layouts: Sequence[Layout], lines: Mapping[tuple[str, int], Line]
) -> None:
    """Writes the tables and their lines, as `RosterTable` and `RosterLines` say."""
    contacts = _contacts(lines)
    for ordinal, layout in enumerate(layouts):
        table = RosterTable.objects.create(
            batch=batch,
            ordinal=ordinal,
            sheet=layout.sheet[:255],
            heading_rows=layout.heading_rows,
            head=[[as_json(cell) for cell in row] for row in layout.head],
            merges=layout.merges,
            columns=layout.columns,
        )
        passages = [
            RosterLines(
                roster_table=table,
                ordinal=start // LINES,
                lines=[
                    _line(layout, layout.first + at, lines, contacts)
                    for at in range(start, min(start + LINES, len(layout.rows)))
                ],
            )
            for start in range(0, len(layout.rows), LINES)
        ]
        RosterLines.objects.bulk_create(passages, batch_size=_AT_ONCE)


def _line(
    layout: Layout,
    number: int,
    lines: Mapping[tuple[str, int], Line],
    contacts: Mapping[Any, Sequence[Contact]],
) -> dict[str, Any]:
    cells = layout.kept(layout.rows[number - layout.first])
    line = lines.get((layout.sheet, number))
    if line is None:
        kind = layout.kinds.get(number, "left_out")
        return {"row": number, "kind": kind} | ({} if kind == "left_out" else {"cells": cells})
    said: dict[str, Any] = {"row": number, "kind": line.row.kind, "cells": cells}
    if line.enterprise is not None:
        said["enterprise"] = str(line.enterprise.id)
        said["contact"] = _contact(line, contacts)
    return said | {"units": [str(unit.id) for unit in line.units]}


def _contacts(lines: Mapping[tuple[str, int], Line]) -> dict[Any, list[Contact]]:
    ids = {line.enterprise.id for line in lines.values() if line.enterprise is not None}
    found: dict[Any, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(enterprise__in=ids).select_related("person").order_by("id"):
        found[contact.enterprise_id].append(contact)
    return found


def _contact(line: Line, contacts: Mapping[Any, Sequence[Contact]]) -> str | None:
    row = line.row
    if not (row.person or row.phone) or line.enterprise is None:
        return None
    for contact in contacts.get(line.enterprise.id, ()):
        if is_contact(contact, row.person or "", row.phone or ""):
            return str(contact.id)
    return None
