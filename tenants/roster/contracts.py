"""A row's terms beside the contract that stands: they change the contract, never the tenancy."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from tenants.models import Contract, Tenancy
from tenants.roster.cells.areas import CM2_PER_M2
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Company
from tenants.roster.plan import Change, ContractPlan

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Terms:
    starts: date | None
    ends: date | None
    area_cm2: int | None

    @property
    def last_day(self) -> date | None:
        return self.ends - ONE_DAY if self.ends else None


def plan_contract(
    company: Company, row: CheckedRow, standing: Sequence[Tenancy], siblings: Sequence[Tenancy]
) -> tuple[ContractPlan | None, list[Change]]:
    """Takes the row's tenancies that stand and all that stand for its company.

    Returns the contract that the row's tenancies come under, and what of it changes. One row is one contract:
    where the present one also covers units of other rows, the row gets a contract of its own. Notes
    "before_start" when the terms that result are none.
    """
    present = {tenancy.contract_id: tenancy.contract for tenancy in standing if tenancy.contract is not None}
    only = next(iter(present.values())) if len(present) == 1 else None
    before = _Terms(only.starts, only.ends, only.lettable_area_cm2) if only else _Terms(None, None, None)
    after = _after(row, before)
    changes = _changes(before, after)
    if after.starts and after.ends and after.ends <= after.starts:
        row.add("contract_to", str(after.last_day), "before_start", after.starts.isoformat())
        return None, []
    if after == _Terms(None, None, None):
        return None, []
    if not present and standing and {(one.starts, None, None) for one in standing} == {astuple(after)}:
        # There without a contract: the day it moved in is no contract's.
        return None, []
    loose = [tenancy for tenancy in standing if only is None or tenancy.contract_id != only.id]
    if only is not None and _covers_others(only, standing, siblings) and changes:
        return ContractPlan(company, None, after.starts, after.ends, after.area_cm2, list(standing)), changes
    if loose and not changes:
        changes = _changes(_Terms(None, None, None), after)
    return ContractPlan(
        company, only, after.starts, after.ends, after.area_cm2, loose
    ), changes if standing else []


def _after(row: CheckedRow, before: _Terms) -> _Terms:
    """Blanks change nothing, but for the last day: a blank there is an open end, if there is a column."""
    ends = before.ends
    if row.headings.keys() & {"contract_to", "term"}:
        ends = row.contract_to + ONE_DAY if row.contract_to else None
    return _Terms(row.starts or before.starts, ends, row.area_cm2 or before.area_cm2)


def _covers_others(contract: Contract, standing: Sequence[Tenancy], siblings: Sequence[Tenancy]) -> bool:
    own = {tenancy.id for tenancy in standing}
    return any(tenancy.contract_id == contract.id and tenancy.id not in own for tenancy in siblings)


def _changes(before: _Terms, after: _Terms) -> list[Change]:
    pairs = (
        ("from", _day(before.starts), _day(after.starts)),
        ("contract_to", _day(before.last_day), _day(after.last_day)),
        ("area", square_metres(before.area_cm2), square_metres(after.area_cm2)),
    )
    return [Change(field, old, new) for field, old, new in pairs if old != new]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def square_metres(area_cm2: int | None) -> str | None:
    """1_200_000 → "120.00"."""
    return None if area_cm2 is None else f"{area_cm2 / CM2_PER_M2:.2f}"
