"""The lines of a layout as they ought to stand today: kept, changed, replaced, added."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tenants.models import Building, Contact, RosterBatch, RosterLines, RosterTable, Tenancy, Unit
from tenants.roster.files.sheet import Cell
from tenants.roster.places import Towers

from . import composing
from .merged import Merged, Range
from .said_since import SaidSince
from .saying import Saying
from .standing import Group, Pair, Present, grouped, nobody_there, present_on, standing_pairs
from .tables import Eye, OutRow, Table, from_json, table_of

_ROWS = ("company", "unit")
Place = tuple[int, int]  # table, row


@dataclass(slots=True)
class Written:
    """What has been written so far."""

    pairs: set[Pair] = field(default_factory=set)
    vacant: set[UUID] = field(default_factory=set)
    contacts: dict[UUID, Contact] = field(default_factory=dict)


class Lines:
    """A batch's lines beside the towers they are complete for."""

    def __init__(
        self,
        batch: RosterBatch | None,
        towers: Towers,
        buildings: list[Building],
        later: list[RosterBatch] | None = None,
    ) -> None:
        """`later`: the batches after this one, the latest first."""
        self._said_since = SaidSince(later or [])
        self._batch, self._towers, self._buildings = batch, towers, buildings
        self._since = batch.act.at if batch else None
        self._pairs: Counter[Pair] = Counter()
        self._units: Counter[UUID] = Counter()
        self._added: dict[Place, list[UUID]] = defaultdict(list)
        self.written = Written()
        if batch is not None:
            self._look_through()

    def tables(self) -> Iterator[tuple[RosterTable, Table]]:
        """In the file's order."""
        for stored in RosterTable.objects.filter(batch=self._batch).order_by("ordinal"):
            yield stored, table_of(stored, self._towers)

    def _look_through(self) -> None:
        """Notes who is on which line, and behind which floor or tower those belong that are on none."""
        last: dict[UUID, Place] = {}
        of_unit: dict[UUID, Place] = {}
        end: Place = (0, 0)
        for stored, _table in self.tables():
            for passage in _passages(stored):
                for line in passage:
                    end = (stored.ordinal, line["row"]) if line["kind"] in _ROWS else end
                    for unit in map(UUID, line.get("units", ())):
                        self._units[unit] += 1
                        of_unit[unit] = (stored.ordinal, line["row"])
                        if line["kind"] == "company":
                            self._pairs[UUID(line["enterprise"]), unit] += 1
        placed = Unit.objects.filter(id__in=of_unit).values_list("id", "floor_id", "building_id")
        for unit, floor, building in placed:
            for node in (floor, building):
                last[node] = max(last.get(node, (0, 0)), of_unit[unit])
        for enterprise, unit, floor, building in standing_pairs(self._buildings):
            if (enterprise, unit) not in self._pairs and unit not in self._units:
                self._added[last.get(floor) or last.get(building) or end].append(unit)

    def rows(self, stored: RosterTable, table: Table) -> Iterator[tuple[OutRow, Merged | None]]:
        """The table's rows below its head."""
        before, after = table.eye(), table.eye()
        merged: Merged | None = None
        for passage in _passages(stored):
            if merged is None and passage:
                merged = Merged(table, passage[0]["row"])
            wanted = {UUID(one) for line in passage for one in line.get("units", ())}
            for line in passage:
                wanted |= set(self._added.get((stored.ordinal, line["row"]), ()))
            present = present_on(wanted, self._since)
            for line in passage:
                for row in self._line(line, table, before, after, merged, present):
                    yield row, merged
                for unit in self._added.get((stored.ordinal, line["row"]), ()):
                    for group in grouped(self._free(present.on_unit[unit])):
                        yield self._new(group, table, after, present), merged

    def fresh(self, units: list[UUID], table: Table, eye: Eye) -> Iterator[OutRow]:
        """Rows about these units that did not come in: who is there, or that nobody is."""
        present = present_on(units, None)
        for unit in units:
            for group in grouped(self._company_of(unit, present)):
                yield self._new(group, table, eye, present)
            if unit in present.units:
                for saying in self._vacant([present.units[unit]], present):
                    yield composing.new(table, saying, eye)

    def _company_of(self, unit: UUID, present: Present) -> list[Tenancy]:
        """Who is on the unit, with all that is under the same contract, as far as it is asked about."""
        there = self._free(present.on_unit.get(unit, []))
        signed = {one.contract_id for one in there if one.contract_id}
        others = (
            [
                one
                for tenancies in list(present.on_unit.values())
                for one in tenancies
                if one.contract_id in signed and one.unit_id != unit
            ]
            if signed
            else []
        )
        return there + self._free(others)

    def _line(
        self,
        line: dict[str, Any],
        table: Table,
        before: Eye,
        after: Eye,
        merged: Merged | None,
        present: Present,
    ) -> Iterator[OutRow]:
        kind = line["kind"]
        if kind == "left_out":
            return
        cells = from_json(line["cells"])
        if kind not in _ROWS:
            if kind == "section":
                before.section(cells)
                after.section(cells)
            padded = [*cells, *[""] * (len(table.columns) - len(cells))]
            yield OutRow(list(padded), head=2 if kind == "header" else 0, origin=line["row"])
            return
        read = before.read(merged.said(line["row"], cells) if merged else cells)
        units = [present.units[id_] for one in line["units"] if (id_ := UUID(one)) in present.units]
        own = UUID(line["enterprise"]) if kind == "company" else None
        groups = self._groups(own, units, present)
        vacant = self._vacant(units, present)
        taken = kind == "unit" and bool(vacant)
        if taken:
            row = composing.rewritten(table, cells, read, vacant.pop(0), after, ())
            row.origin = line["row"]
            yield row
        for group in groups:
            is_own = group.enterprise.id == own
            if taken or not (is_own or (own is None or not any(g.enterprise.id == own for g in groups))):
                yield self._new(group, table, after, present, cells if is_own else None)
                continue
            taken = True
            saying = group.saying()
            if is_own:
                changed = present.changed.get(group.enterprise.id, set())
                row = composing.rewritten(table, cells, read, saying, after, changed)
                self._said_since.say(row, table, group)
                self._call(row, table, group, present, line.get("contact"), is_new=False)
            else:
                row = composing.replaced(table, cells, saying, after)
                self._said_since.say(row, table, group)
                self._call(row, table, group, present, None, is_new=True)
            row.origin = line["row"]
            yield row
        for saying in vacant:
            if taken:
                yield composing.new(table, saying, after, cells if kind == "unit" else None)
                continue
            taken = True
            row = composing.replaced(table, cells, saying, after)
            row.origin = line["row"]
            yield row

    def _groups(self, own: UUID | None, units: list[Unit], present: Present) -> list[Group]:
        """The line's company first, then whoever else is there and on no line."""
        there = [tenancy for unit in units for tenancy in present.on_unit.get(unit.id, ())]
        own_ones = [one for one in there if one.enterprise_id == own and self._take(one)]
        return grouped(own_ones) + grouped(self._free(there))

    def _free(self, tenancies: list[Tenancy]) -> list[Tenancy]:
        return [
            one
            for one in tenancies
            if (one.enterprise_id, one.unit_id) not in self._pairs and self._take(one)
        ]

    def _take(self, tenancy: Tenancy) -> bool:
        """Whether it has not been written yet; from now on it has."""
        pair = (tenancy.enterprise_id, tenancy.unit_id)
        if pair in self.written.pairs:
            return False
        self.written.pairs.add(pair)
        return True

    def _vacant(self, units: list[Unit], present: Present) -> list[Saying]:
        empty = [
            unit for unit in units if not present.on_unit.get(unit.id) and unit.id not in self.written.vacant
        ]
        self.written.vacant |= {unit.id for unit in empty}
        return nobody_there(empty)

    def _new(
        self,
        group: Group,
        table: Table,
        after: Eye,
        present: Present,
        beside: list[Cell] | None = None,
    ) -> OutRow:
        row = composing.new(table, group.saying(), after, beside)
        self._said_since.say(row, table, group)
        self._call(row, table, group, present, None, is_new=True)
        return row

    def _call(
        self,
        row: OutRow,
        table: Table,
        group: Group,
        present: Present,
        known: str | None,
        *,
        is_new: bool,
    ) -> None:
        """Writes whom to call: whom the line named, or for a row that is new the first one there is."""
        contacts = present.of_enterprise.get(group.enterprise.id, [])
        contact = present.contacts.get(UUID(known)) if known else None
        if contact is None and (is_new or known):
            contact = contacts[0] if contacts else None
        if contact is None:
            return
        self.written.contacts[contact.id] = contact
        said = {"person": contact.person.name, "phone": contact.person.phone}
        if "person" not in table.at_field or "phone" not in table.at_field:
            said["contact"] = " ".join(filter(None, said.values()))
        for name, text in said.items():
            at = table.at_field.get(name)
            if at is not None and text:
                row.cells[at] = text
                if is_new or present.changed.get(contact.id):
                    row.changed.add(at)


def _passages(stored: RosterTable) -> Iterator[list[dict[str, Any]]]:
    for passage in RosterLines.objects.filter(roster_table=stored).order_by("ordinal").iterator(chunk_size=4):
        yield passage.lines


__all__ = ["Lines", "Range"]
