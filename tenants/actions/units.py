"""Walls go up and come down: units are made, split, merged and change their state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.errors import NotFound, Refusal
from tenants.models import Floor, Tenancy, Unit, UnitState
from tenants.permissions import require

from .claims import lock_units
from .placing import existing_unit


@dataclass(frozen=True, kw_only=True)
class Part:
    """A unit to be: its label and lettable area in cm² (None: not measured)."""

    label: str
    lettable_area_cm2: int | None = None


def create_unit(
    *, by: Author, floor_id: UUID, part: Part, use: str = "", parent_id: UUID | None = None
) -> Unit:
    """A unit that nobody had written down. Raises NotFound, Refusal `LABEL_TAKEN`."""
    floor = Floor.objects.select_related("building").filter(id=floor_id).first()
    if floor is None:
        raise NotFound(_("There is no such floor."))
    require(by, "create", "unit", owner=floor.building.office_id)
    if parent_id is not None and existing_unit(parent_id).building_id != floor.building_id:
        raise Refusal("OTHER_BUILDING", _("A room and the unit around it stand in one building."))
    with act("unit.create", by=by, summary=f"{floor.building.name}{part.label}") as record:
        return record.create(
            Unit(
                building_id=floor.building_id,
                floor=floor,
                parent_id=parent_id,
                label=part.label,
                use=use,
                lettable_area_cm2=part.lettable_area_cm2,
            )
        )


def split(*, by: Author, unit_id: UUID, into: Sequence[Part], on: date) -> list[Unit]:
    """From day `on` a unit is several. Raises Refusal `OCCUPIED` if somebody is on it then, `AREA_GROWS`."""
    unit = existing_unit(unit_id)
    require(by, "split", "unit", owner=unit.building.office_id)
    if len(into) < 2:
        raise Refusal("TOO_FEW", _("A unit is split into two or more."))
    _same_area([unit], into)
    with act("unit.split", by=by, summary=f"{unit.building.name}{unit.label}") as record:
        _end_units(record, [unit], on)
        parts = [_part_of(unit, part, on) for part in into]
        record.create_many(parts)
    return parts


def merge(*, by: Author, unit_ids: Sequence[UUID], into: Part, on: date) -> Unit:
    """From day `on` several units of one floor are one, by default as large as they were together.

    Raises as `split` does, and `OTHER_FLOOR`.
    """
    units = [existing_unit(unit_id) for unit_id in dict.fromkeys(unit_ids)]
    if len(units) < 2:
        raise Refusal("TOO_FEW", _("Two or more units are merged into one."))
    for unit in units:
        require(by, "merge", "unit", owner=unit.building.office_id)
    if len({(unit.floor_id, unit.parent_id) for unit in units}) > 1:
        raise Refusal("OTHER_FLOOR", _("Only units of one floor can be merged."))
    areas = [unit.lettable_area_cm2 for unit in units]
    if into.lettable_area_cm2 is None and None not in areas:
        into = replace(into, lettable_area_cm2=sum(filter(None, areas)))
    _same_area(units, [into])
    with act("unit.merge", by=by, summary=f"{units[0].building.name}{into.label}") as record:
        _end_units(record, units, on)
        return record.create(_part_of(units[0], into, on))


def set_state(*, by: Author, unit_id: UUID, state: UnitState | None) -> Unit:
    """What the office says of a unit nobody is on: to let, reserved, fitting out, own use, out of use."""
    unit = existing_unit(unit_id)
    require(by, "change", "unit", owner=unit.building.office_id)
    with act("unit.state", by=by, summary=f"{unit.building.name}{unit.label}") as record:
        return record.update(unit, state=state or "")


def _end_units(record: Record, units: Sequence[Unit], on: date) -> None:
    ids = [unit.id for unit in units]
    lock_units(ids)
    for unit in units:
        unit.refresh_from_db(fields=["exists_from", "exists_until"])  # as they are now that they are locked
        if unit.exists_until is not None or (unit.exists_from is not None and on <= unit.exists_from):
            raise Refusal("NO_SUCH_UNIT", _("The unit does not exist on all of these days."))
    if Tenancy.objects.filter(Q(ends=None) | Q(ends__gt=on), unit_id__in=ids).exists():
        raise Refusal("OCCUPIED", _("Somebody is on the unit on that day or later."))
    if Unit.objects.filter(Q(exists_until=None) | Q(exists_until__gt=on), parent_id__in=ids).exists():
        raise Refusal("HAS_ROOMS", _("The unit contains rooms; split or merge those."))
    for unit in units:
        record.update(unit, exists_until=on)


def _part_of(unit: Unit, part: Part, on: date) -> Unit:
    return Unit(
        building_id=unit.building_id,
        floor_id=unit.floor_id,
        parent_id=unit.parent_id,
        label=part.label,
        use=unit.use,
        lettable_area_cm2=part.lettable_area_cm2,
        exists_from=on,
    )


def _same_area(before: Sequence[Unit], after: Sequence[Part]) -> None:
    old = [unit.lettable_area_cm2 for unit in before]
    new = [part.lettable_area_cm2 for part in after]
    if None in old or None in new:
        return
    if sum(filter(None, new)) > sum(filter(None, old)):
        raise Refusal("AREA_GROWS", _("The new units are larger together than the old ones."))
