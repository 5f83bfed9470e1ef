"""Contracts and tenancies that a roster begins, changes and ends."""

from uuid import UUID

from tenants.actions.claims import lock_units
from tenants.actions.placing import end_tenancy, open_tenancies
from tenants.acts.recording import Record
from tenants.models import Claim, Contract, Enterprise, Tenancy, Unit
from tenants.models.tenancies import SHARED
from tenants.roster.companies import Company
from tenants.roster.plan import ContractPlan, Plan
from tenants.roster.present import Place


def write_contracts(
    record: Record, plan: Plan, of_company: dict[Company, Enterprise]
) -> dict[ContractPlan, Contract]:
    """Writes new contracts and changes known ones; returns each plan's contract."""
    wanted = [*plan.contracts, *(tenancy.contract for tenancy in plan.tenancies if tenancy.contract)]
    made: dict[ContractPlan, Contract] = {}
    new: list[Contract] = []
    for contract in dict.fromkeys(wanted):
        terms = {"starts": contract.starts, "ends": contract.ends, "lettable_area_cm2": contract.area_cm2}
        if contract.known is not None:
            made[contract] = record.update(contract.known, **terms)
        else:
            made[contract] = Contract(enterprise=of_company[contract.company], **terms)
            new.append(made[contract])
    record.create_many(new)
    for contract, written in made.items():
        for tenancy in contract.covers:
            record.update(tenancy, contract=written)
        record.touch_enterprises([written.enterprise_id])
    return made


def write_tenancies(
    record: Record,
    plan: Plan,
    of_company: dict[Company, Enterprise],
    contracts: dict[ContractPlan, Contract],
    units: dict[Place, Unit],
) -> None:
    """Ends what ends, then begins what begins; all units concerned are locked at once."""
    opened = [
        Tenancy(
            enterprise=of_company[wish.company],
            unit=wish.unit or units[wish.place],
            contract=contracts[wish.contract] if wish.contract else None,
            shared=wish.shared,
            starts=wish.starts,
        )
        for wish in plan.tenancies
    ]
    endings = list(plan.endings.values())
    touched: set[UUID] = {tenancy.unit_id for tenancy in opened}
    touched |= {ending.tenancy.unit_id for ending in endings} | {one.unit_id for one in plan.made_shared}
    lock_units(touched)
    # Sublets before what they are let from.
    for ending in sorted(endings, key=lambda ending: -ending.tenancy.level):
        end_tenancy(record, ending.tenancy, ending.ends)
    for tenancy in plan.made_shared:
        _share(record, tenancy)
    if opened:
        open_tenancies(record, opened)


def _share(record: Record, tenancy: Tenancy) -> None:
    record.update(tenancy, shared=True)
    for claim in Claim.objects.filter(tenancy=tenancy, node=tenancy.unit_id):
        record.update(claim, share=SHARED)
