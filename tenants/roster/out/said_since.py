"""What later batches said beside what has a field (备注): a layout says it again, or it would be lost."""

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from tenants.models import RosterBatch, RosterLines, RosterTable
from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell
from tenants.roster.layouts import BESIDE, HINT

from .standing import Group, Pair
from .tables import OutRow, Table, from_json


class SaidSince:
    """By company and unit, what the newest line that speaks of them says under each heading."""

    def __init__(self, later: list[RosterBatch]) -> None:
        """`later`: the batches after the layout's, the latest first."""
        self._said: dict[Pair, tuple[frozenset[UUID], dict[str, Cell]]] = {}
        self._lines: dict[UUID, list[RosterTable]] = defaultdict(list)
        for stored in RosterTable.objects.filter(batch__in=later).order_by("ordinal"):
            self._lines[stored.batch_id].append(stored)
        for batch in later:
            for stored in self._lines[batch.id]:
                self._look_through(stored)

    def say(self, row: OutRow, table: Table, group: Group) -> None:
        """Writes into a company's row what was said of all its units since, in place."""
        units = {tenancy.unit_id for tenancy in group.tenancies}
        spoken_of, said = self._said.get((group.enterprise.id, min(units)), (frozenset(), {}))
        if not units <= spoken_of:
            return
        for at, column in enumerate(table.columns):
            heading, was = column["heading"], row.cells[at]
            if column["field"] not in BESIDE or heading not in said or isinstance(was, Decimal):
                continue
            if as_text(said[heading]) != as_text(was):
                row.cells[at] = said[heading]
                row.changed.add(at)

    def _look_through(self, stored: RosterTable) -> None:
        headings = {
            at: column["heading"]
            for at, column in enumerate(stored.columns)
            if column["heading"] and column["field"] in BESIDE and column["heading"] != HINT
        }
        if not headings:
            return
        for passage in (
            RosterLines.objects.filter(roster_table=stored).order_by("ordinal").iterator(chunk_size=4)
        ):
            for line in passage.lines:
                if line["kind"] != "company":
                    continue
                units = frozenset(map(UUID, line["units"]))
                cells = from_json(line["cells"])
                said = {heading: cells[at] if at < len(cells) else "" for at, heading in headings.items()}
                for unit in units:
                    self._said.setdefault((UUID(line["enterprise"]), unit), (units, said))
