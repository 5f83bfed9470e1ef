from deploy.sample.plan import DistrictPlan, StayPlan
from deploy.sample.rows.enterprises import Enterprises, person
from deploy.sample.rows.units import Units
from tenants.actions.claims import claims_of
from tenants.acts.recording import Record
from tenants.models import Contract, Ownership, Tenancy, Unit


def write_stays(record: Record, plan: DistrictPlan, units: Units, enterprises: Enterprises) -> None:
    """Contracts, tenancies with their claims, and who owns what."""
    contracts = {
        id(signed): Contract(
            enterprise=enterprises[id(signed.enterprise)],
            number=signed.number,
            starts=signed.starts,
            ends=signed.ends,
            lettable_area_cm2=signed.lettable_area_cm2,
            free_rent_until=signed.free_rent_until,
            fit_out_until=signed.fit_out_until,
        )
        for signed in plan.contracts
    }
    record.create_many(list(contracts.values()))
    tenancies: dict[int, Tenancy] = {}
    for stay in sorted(plan.stays, key=lambda one: one.parent is not None):
        tenancies[id(stay)] = Tenancy(
            enterprise=enterprises[id(stay.enterprise)],
            unit=units[id(stay.unit)],
            contract=contracts[id(stay.contract)] if stay.contract else None,
            parent=tenancies[id(stay.parent)] if stay.parent else None,
            level=_level(stay),
            shared=stay.shared,
            starts=stay.starts,
            ends=stay.ends,
        )
    rows = list(tenancies.values())
    record.create_many(rows)
    record.create_many([claim for row in rows for claim in claims_of(row, _path(row.unit))])
    _ownerships(record, plan, units, enterprises)


def _level(stay: StayPlan) -> int:
    return _level(stay.parent) + 1 if stay.parent else 0


def _path(unit: Unit) -> list:
    return [*_path(unit.parent), unit.id] if unit.parent else [unit.id]


def _ownerships(record: Record, plan: DistrictPlan, units: Units, enterprises: Enterprises) -> None:
    persons = {id(owned): person(owned.person) for owned in plan.ownerships if owned.person}
    record.create_many(list(persons.values()))
    record.create_many(
        [
            Ownership(
                unit=units[id(owned.unit)],
                person=persons.get(id(owned)),
                enterprise=enterprises[id(owned.enterprise)] if owned.enterprise else None,
                starts=owned.starts,
            )
            for owned in plan.ownerships
        ]
    )
