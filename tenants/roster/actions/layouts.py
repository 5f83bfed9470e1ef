"""What a batch remembers of its file, so that the file can be given back as it came."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from tenants.actions.claims import Path
from tenants.isolation.models import new_id
from tenants.isolation.scope import current_district_id
from tenants.models import Contact, Enterprise, RosterBatch, RosterTable, Unit
from tenants.roster.actions.enterprises import NewContact
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Company
from tenants.roster.contacts import is_called
from tenants.roster.drafting import places_of
from tenants.roster.layouts import Layout, as_json
from tenants.roster.plan import Plan
from tenants.roster.present import Place

# Small enough to be read one after the other, large enough that 100,000 rows are two hundred.
LINES = 500
_PASSAGE = """
    INSERT INTO tenants_rosterlines (id, district_id, roster_table_id, ordinal, lines)
    VALUES (%s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was taken, with the ids of what it is about."""

    row: CheckedRow
    enterprise: UUID | None
    units: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Calling:
    """A contact, by its id, and what its person is called."""

    id: UUID
    name: str
    phone: str


Callings = Mapping[UUID, Sequence[Calling]]


def lines_of(
    plan: Plan,
    of_company: Mapping[Company, Enterprise],
    made: Mapping[Place, Path],
    known: Mapping[Place, Unit],
) -> dict[tuple[str, int], Line]:
    """The rows of an applied plan by sheet and number; `made` and `known`: the units there are now."""
    owners = {id(row): of_company[company].id for company in plan.companies for row in company.rows}
    lines = {}
    for each in plan.rows:
        row = each.row
        if row.number and row.stands:
            units = [made[place][-1] if place in made else known[place].id for place in places_of(row)]
            lines[row.sheet, row.number] = Line(row, owners.get(id(row)), units)
    return lines


def write_layouts(
    batch: RosterBatch,
    layouts: Sequence[Layout],
    lines: Mapping[tuple[str, int], Line],
    contacts: Callings,
    told: Callable[[int], None],
) -> None:
    """Writes the tables and their lines, as `RosterTable` and `RosterLines` say. `contacts`: whom to call, by
    enterprise; `told`: called with how many lines were written."""
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
        for start in range(0, len(layout.rows), LINES):
            passage = [
                _line(layout, layout.first + at, lines, contacts)
                for at in range(start, min(start + LINES, len(layout.rows)))
            ]
            _write(table, start // LINES, passage)
            told(len(passage))


def _write(table: RosterTable, ordinal: int, passage: Sequence[dict[str, Any]]) -> None:
    # Django's own way writes the JSON in Python, and dresses it a second time as an array's element.
    lines = orjson.dumps(passage).decode()
    with connection.cursor() as cursor:
        cursor.execute(_PASSAGE, [new_id(), current_district_id(), table.id, ordinal, lines])


def _line(
    layout: Layout, number: int, lines: Mapping[tuple[str, int], Line], contacts: Callings
) -> dict[str, Any]:
    cells = layout.kept(layout.rows[number - layout.first])
    line = lines.get((layout.sheet, number))
    if line is None:
        kind = layout.kinds.get(number, "left_out")
        return {"row": number, "kind": kind} | ({} if kind == "left_out" else {"cells": cells})
    said: dict[str, Any] = {"row": number, "kind": line.row.kind, "cells": cells}
    if line.enterprise is not None:
        said["enterprise"] = line.enterprise
        said["contact"] = _contact(line, contacts)
    said["units"] = line.units
    return said


def callings(known: Mapping[UUID, Sequence[Contact]], new: Iterable[NewContact]) -> Callings:
    """Whom to call now: the contacts that were there, as they are after the import, and the new ones."""
    found: dict[UUID, list[Calling]] = defaultdict(list)
    for enterprise, contacts in known.items():
        found[enterprise] = [Calling(one.id, one.person.name, one.person.phone) for one in contacts]
    for contact in new:
        found[contact.enterprise_id].append(Calling(contact.id, contact.name, contact.phone))
    return found


def _contact(line: Line, contacts: Callings) -> UUID | None:
    row = line.row
    if not (row.person or row.phone) or line.enterprise is None:
        return None
    for contact in contacts.get(line.enterprise, ()):
        if is_called(contact.name, contact.phone, row.person or "", row.phone or ""):
            return contact.id
    return None
