"""Applies a plan as one act, which can be taken back."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.actions.undoing import take_back
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound, Refusal
from tenants.models import Building, RosterBatch
from tenants.permissions import require
from tenants.roster.actions.built_on import built_on
from tenants.roster.actions.enterprises import create_formats, write_contacts, write_enterprises
from tenants.roster.actions.layouts import callings, lines_of, write_layouts
from tenants.roster.actions.places import create_units
from tenants.roster.actions.tenancies import write_contracts, write_tenancies
from tenants.roster.layouts import Layout
from tenants.roster.plan import Plan
from tenants.roster.present import Details
from tenants.roster.progress import Progress


def apply_roster(
    *,
    by: Author,
    plan: Plan,
    details: Details,
    buildings: Mapping[str, Building],
    layouts: Sequence[Layout],
    file_name: str,
    sha256: str,
    progress: Progress,
) -> RosterBatch:
    """Writes all that the plan says, or nothing. Must run in the transaction in which the plan was made.

    `buildings`: the district's towers by name; `layouts`: how the file is laid out. Returns the batch.

    Raises Refusal `FORBIDDEN`, and what moving
    raises (`UNIT_TAKEN`, `BUSY`) when somebody was quicker.
    """
    may_import(by=by, plan=plan, buildings=buildings)
    with act("roster.import", by=by, summary=file_name) as record:
        record.wrote = progress.more
        progress.begin("places", len(plan.units))
        units = create_units(record, plan.units.values(), buildings)
        for unit, state in plan.states:
            record.update(unit, state=state)
        formats = create_formats(record, plan.formats)
        progress.begin("enterprises", 2 * len(plan.companies))
        of_company = write_enterprises(record, plan, details.enterprises, formats)
        progress.begin("contracts", len(plan.contracts))
        contracts = write_contracts(record, plan, of_company)
        progress.begin("tenancies", 2 * len(plan.tenancies))
        write_tenancies(record, plan, of_company, contracts, units)
        progress.begin("contacts", 2 * len(plan.contacts))
        contacts = write_contacts(record, plan.contacts, of_company, details.persons)
        progress.begin("record")
    # The batch is no part of the act: it stays when the act is taken back.
    batch = RosterBatch.objects.create(
        act=record.act, file_name=file_name[:255], sha256=sha256, scope=plan.scope
    )
    progress.begin("lines", sum(len(layout.rows) for layout in layouts))
    lines = lines_of(plan, of_company, units, details.units)
    write_layouts(batch, layouts, lines, callings(details.contacts, contacts), progress.more)
    return batch


def may_import(*, by: Author, plan: Plan, buildings: Mapping[str, Building]) -> None:
    """Raises Refusal `FORBIDDEN` unless the author may import for every tower of the file and its scope."""
    named = {each.row.building for each in plan.rows if each.row.building} | set(plan.scope)
    for name in sorted(named):
        require(by, "import", "roster", owner=buildings[name].office_id)


def take_back_roster(*, by: Author, batch_id: UUID) -> RosterBatch:
    """Takes a batch back exactly. Raises NotFound, Refusal `BUILT_ON` (naming it), `UNDONE`, `FORBIDDEN`."""
    batch = RosterBatch.objects.filter(id=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such batch."))
    try:
        take_back(by=by, act_id=batch.act_id)
    except Refusal as refusal:
        acts = built_on(batch.act) if refusal.code == "BUILT_ON" else []
        if not acts:
            raise
        said = _("This cannot be taken back. Built on it since: %(acts)s") % {"acts": "; ".join(acts)}
        raise Refusal("BUILT_ON", said) from refusal
    return batch
