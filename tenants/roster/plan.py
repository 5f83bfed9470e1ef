"""What an import would do, before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from tenants.models import Contact, Contract, Tenancy, Unit
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Company
from tenants.roster.present import Place

Verdict = Literal["new", "changed", "moved", "gone", "unchanged", "unit", "asked", "refused", "ignored"]
VERDICTS: tuple[Verdict, ...] = (
    "new", "changed", "moved", "gone", "unchanged", "unit", "asked", "refused", "ignored",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that becomes different, in the words of the row: `field`, what stands, what the file says."""

    field: str
    before: str | None
    after: str | None


@dataclass(eq=False, slots=True)
class NewUnit:
    """A unit that the file names and nobody had written down; `area_cm2` where a row speaks of it alone."""

    place: Place
    floor: str
    area_cm2: int | None
    state: str = ""


@dataclass(eq=False, slots=True)
class ContractPlan:
    """A contract to be written (`known` is None) or to be changed to these terms; `ends` is half-open."""

    company: Company
    known: Contract | None
    starts: date | None
    ends: date | None
    area_cm2: int | None
    # Tenancies that stand and come under it.
    covers: list[Tenancy] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class TenancyPlan:
    """A tenancy to be opened on a unit that is there (`unit`) or will be."""

    company: Company
    row: CheckedRow
    place: Place
    unit: Unit | None
    starts: date | None
    contract: ContractPlan | None
    shared: bool


@dataclass(eq=False, slots=True)
class ContactPlan:
    """Whom to call at a company: a contact to be written, or (`known`) one that another person now is."""

    company: Company
    known: Contact | None
    role: str
    name: str
    phone: str


@dataclass(slots=True)
class RowPlan:
    """A row with what becomes of it; `changes` is empty where nothing does."""

    row: CheckedRow
    verdict: Verdict
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ending:
    """A tenancy that ends on day `ends` (the first day no longer there)."""

    tenancy: Tenancy
    ends: date


@dataclass(slots=True)
class Plan:
    """All of it. `units`: new ones; `states`: units whose state changes; `unlisted`: tenancies in the scope
    that the file does not list and that go on, since no day was given."""

    scope: list[str]
    rows: list[RowPlan] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)
    units: dict[Place, NewUnit] = field(default_factory=dict)
    states: list[tuple[Unit, str]] = field(default_factory=list)
    contracts: list[ContractPlan] = field(default_factory=list)
    tenancies: list[TenancyPlan] = field(default_factory=list)
    endings: dict[UUID, Ending] = field(default_factory=dict)
    gone: list[Ending] = field(default_factory=list)
    made_shared: list[Tenancy] = field(default_factory=list)
    contacts: list[ContactPlan] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    unlisted: int = 0

    @property
    def changes_anything(self) -> bool:
        """Whether applying it would write at all."""
        return any(row.changes or row.verdict == "new" for row in self.rows)
