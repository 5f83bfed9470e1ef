"""Contracts and tenancies that a roster begins, changes and ends."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.actions.claims import Path, claims_in_columns, lock_units
from tenants.actions.placing import end_tenancy
from tenants.acts.recording import Record
from tenants.errors import NotFound
from tenants.isolation.models import new_id
from tenants.models import Claim, Contract, Enterprise, Tenancy
from tenants.models.tenancies import SHARED
from tenants.roster.companies import Company
from tenants.roster.plan import ContractPlan, Plan
from tenants.roster.present import Place


def write_contracts(
    record: Record, plan: Plan, of_company: dict[Company, Enterprise]
) -> dict[ContractPlan, UUID]:
    """Writes new contracts and changes known ones; returns the id of each plan's contract."""
    wanted = [*plan.contracts, *(tenancy.contract for tenancy in plan.tenancies if tenancy.contract)]
    made: dict[ContractPlan, UUID] = {}
    new: list[dict[str, Any]] = []
    for contract in dict.fromkeys(wanted):
        terms = {"starts": contract.starts, "ends": contract.ends, "lettable_area_cm2": contract.area_cm2}
        if contract.known is not None:
            made[contract] = record.update(contract.known, **terms).id
        else:
            made[contract] = new_id()
            owner = of_company[contract.company].id
            new.append({"id": made[contract], "enterprise_id": owner, **terms})
    record.create_rows(Contract, new)
    for contract, written in made.items():
        for tenancy in contract.covers:
            record.update(tenancy, contract_id=written)
    record.touch_enterprises(of_company[contract.company].id for contract in made)
    return made


def write_tenancies(
    record: Record,
    plan: Plan,
    of_company: dict[Company, Enterprise],
    contracts: dict[ContractPlan, UUID],
    units: dict[Place, Path],
) -> None:
    """Ends what ends, then begins what begins; all units concerned are locked at once. `units`: new ones."""
    opened: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "enterprise_id": of_company[wish.company].id,
            "unit_id": wish.unit.id if wish.unit else units[wish.place][-1],
            "contract_id": contracts[wish.contract] if wish.contract else None,
            "shared": wish.shared,
            "starts": wish.starts,
        }
        for wish in plan.tenancies
    ]
    # In the order of the units: the index that excludes is filled from one end to the other.
    opened.sort(key=lambda tenancy: tenancy["unit_id"])
    endings = list(plan.endings.values())
    paths = {path[-1]: path for path in units.values()}
    touched: set[UUID] = {tenancy["unit_id"] for tenancy in opened}
    touched |= {ending.tenancy.unit_id for ending in endings} | {one.unit_id for one in plan.made_shared}
    # Nobody else sees the new ones; but what is around one may be somebody's.
    paths |= lock_units({node for unit in touched for node in paths.get(unit, [unit]) if node not in paths})
    # Sublets before what they are let from.
    for ending in sorted(endings, key=lambda ending: -ending.tenancy.level):
        end_tenancy(record, ending.tenancy, ending.ends)
    for tenancy in plan.made_shared:
        _share(record, tenancy)
    if any(tenancy["unit_id"] not in paths for tenancy in opened):
        raise NotFound(_("There is no such unit."))
    record.create_rows(Tenancy, opened)
    record.create_rows(
        Claim,
        [claim for tenancy in opened for claim in claims_in_columns(tenancy, paths[tenancy["unit_id"]])],
    )
    record.touch_enterprises(tenancy["enterprise_id"] for tenancy in opened)


def _share(record: Record, tenancy: Tenancy) -> None:
    record.update(tenancy, shared=True)
    for claim in Claim.objects.filter(tenancy=tenancy, node=tenancy.unit_id):
        record.update(claim, share=SHARED)
