"""The door of the way out: who may have a roster, in which layout, and what is written down about it."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.actions.contacts import log_reads
from tenants.acts.authors import Author
from tenants.errors import NotFound
from tenants.models import Act, Building, RosterBatch
from tenants.permissions import require
from tenants.roster.files.sheet import Unreadable
from tenants.roster.present import buildings_by_name, towers_of

from .book import Body, write_book
from .lines import Lines
from .standard import everybody, standard_table
from .tables import Table
from .template import write_template
from .text import write_text

BLANK = "blank"


def export_roster(*, by: Author, path: Path, layout: str | None = None, language: str = "zh-hans") -> str:
    """Writes a roster to a file, .xlsx or .csv by its name. Keep the scope open.

    `layout` is a batch's id or "blank"; None: the latest batch of whole towers that stands, our own
    columns where there is none. Changes since the batch are yellow. Returns the name of the file that the
    layout is of, or "".

    A property manager reads phones for property service: that is written down for each. Raises NotFound for
    no such batch, Refusal `FORBIDDEN` for towers that are not the author's, Unreadable ("csv_one_table",
    "no_such_kind") for a file that cannot hold it.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise Unreadable("no_such_kind", path.name)
    buildings = buildings_by_name()
    towers = towers_of(buildings)
    if layout == BLANK:
        require(by, "export", "roster", owner=[one.office_id for one in buildings.values() if one.office_id])
        write_template(path, towers, language)
        return ""
    batch = _batch(layout)
    named = batch.scope if batch else list(buildings)
    wanted = [buildings[name] for name in named if name in buildings]
    if batch is None:  # one's own towers, for whoever does not have them all
        wanted = _own(by, wanted)
    for building in wanted:
        require(by, "export", "roster", owner=building.office_id)
    later = [one for one in standing_batches() if one.act.at > batch.act.at] if batch else []
    lines = Lines(batch, towers, wanted, later)
    tables = _as_it_came(lines) if batch else _our_own(lines, standard_table(towers, language), wanted)
    (write_text if path.suffix.lower() == ".csv" else write_book)(path, tables)
    log_reads(by=by, contacts=list(lines.written.contacts.values()))
    return batch.file_name if batch else ""


def standing_batches() -> list[RosterBatch]:
    """The batches that have not been taken back, the latest first, with their acts."""
    undone = Act.objects.filter(undo_of__isnull=False).values("undo_of")
    batches = RosterBatch.objects.exclude(act__in=undone).select_related("act__account")
    return list(batches.order_by("-act__at", "-id"))


def _batch(layout: str | None) -> RosterBatch | None:
    if layout is None:
        # A batch that is complete for no tower is the rest of another, put right and sent again.
        return next((batch for batch in standing_batches() if batch.scope), None)
    try:
        batch = RosterBatch.objects.select_related("act").filter(id=UUID(layout)).first()
    except ValueError:
        batch = None
    if batch is None:
        raise NotFound(_("There is no such batch."))
    return batch


def _own(by: Author, buildings: list[Building]) -> list[Building]:
    own = [one for one in buildings if one.office_id is not None and one.office_id == by.principal_id]
    return own or buildings


def _as_it_came(lines: Lines) -> Iterator[tuple[Table, Body]]:
    for stored, table in lines.tables():
        yield table, lines.rows(stored, table)


def _our_own(lines: Lines, table: Table, buildings: list[Building]) -> Iterator[tuple[Table, Body]]:
    yield table, ((row, None) for row in everybody(lines, table, buildings))
