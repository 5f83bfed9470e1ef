"""The steps that moves are made of: a tenancy opened, closed, its contract changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.acts.recording import Record
from tenants.errors import NotFound, Refusal
from tenants.models import Tenancy, Unit

from .claims import claims_of, follow, lock_units

ONE_DAY = timedelta(days=1)


def open_tenancies(record: Record, tenancies: Sequence[Tenancy]) -> None:
    """Begin tenancies, all of them or none. Locks their units first."""
    paths = lock_units({tenancy.unit_id for tenancy in tenancies})
    if any(tenancy.unit_id not in paths for tenancy in tenancies):
        raise NotFound(_("There is no such unit."))
    record.create_many(tenancies)
    record.create_many(
        [claim for tenancy in tenancies for claim in claims_of(tenancy, paths[tenancy.unit_id])]
    )
    record.touch_enterprises(tenancy.enterprise_id for tenancy in tenancies)


def end_tenancy(record: Record, tenancy: Tenancy, ends: date | None) -> None:
    """Set the first day on which the enterprise is no longer there."""
    if ends is not None and tenancy.starts is not None and ends <= tenancy.starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."))
    lock_units([tenancy.unit_id])
    record.update(tenancy, ends=ends)
    follow(record, tenancy)
    record.touch_enterprises([tenancy.enterprise_id])


def standing_tenancy(tenancy_id: UUID) -> Tenancy:
    """The tenancy, locked. Raises NotFound."""
    found = Tenancy.objects.select_for_update().filter(id=tenancy_id).first()
    if found is None:
        raise NotFound(_("There is no such tenancy."))
    return found


def existing_unit(unit_id: UUID) -> Unit:
    """The unit with its building. Raises NotFound."""
    found = Unit.objects.select_related("building").filter(id=unit_id).first()
    if found is None:
        raise NotFound(_("There is no such unit."))
    return found


def sublet_within(parent: Tenancy, unit_id: UUID, paths: dict[UUID, list[UUID]]) -> None:
    """A sublet is of the unit let, or of a room in it. Its days are the database's to check."""
    if parent.unit_id not in paths.get(unit_id, ()):
        raise Refusal("BEYOND_PARENT", _("A sublet lies within the unit that it is let from."))
