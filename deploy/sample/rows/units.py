from deploy.sample.plan import DistrictPlan, UnitPlan
from tenants.acts.recording import Record
from tenants.models import Floor, Unit

Units = dict[int, Unit]  # id() of the plan → its row


def write_units(record: Record, plan: DistrictPlan) -> Units:
    """The units of a district; halls before their rooms."""
    floors = {(floor.building.name, floor.label): floor for floor in Floor.objects.select_related("building")}
    rows: Units = {}
    for inner in (False, True):
        batch = [unit for unit in plan.units if bool(unit.parent) == inner]
        made = [_row(unit, floors[unit.tower, unit.floor], rows) for unit in batch]
        record.create_many(made)
        rows |= {id(unit): row for unit, row in zip(batch, made, strict=True)}
    return rows


def _row(unit: UnitPlan, floor: Floor, rows: Units) -> Unit:
    return Unit(
        building_id=floor.building_id,
        floor=floor,
        parent=rows[id(unit.parent)] if unit.parent else None,
        label=unit.label,
        use=unit.use,
        state=unit.state,
        built_area_cm2=unit.built_area_cm2,
        lettable_area_cm2=unit.lettable_area_cm2,
        exists_from=unit.exists_from,
        exists_until=unit.exists_until,
    )
