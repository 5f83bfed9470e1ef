"""What a sample district is made of, before anything is written. Dates are half-open, areas in cm²."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from alliance.resources.rules import WindowTerms
from tenants.rules.building_plans import BuildingPlan


@dataclass(eq=False)
class UnitPlan:
    """`slot` says what kind of business belongs here; it is not stored."""

    tower: str
    floor: str
    label: str
    slot: str
    use: str
    built_area_cm2: int
    lettable_area_cm2: int
    parent: "UnitPlan | None" = None
    state: str = ""
    exists_from: date | None = None
    exists_until: date | None = None

    @property
    def place(self) -> str:
        return f"{self.tower}{self.label}"


@dataclass(eq=False)
class ContactPlan:
    role: str
    name: str
    phone: str


@dataclass(eq=False)
class EnterprisePlan:
    """`trade` is the key of its trade in `trades.toml`, or empty; it is not stored."""

    name: str
    trade: str = ""
    brand: str = ""
    shop_sign: str = ""
    uscc: str | None = None
    kind: str = "COMPANY"
    sector: str = "UNKNOWN"
    industry: str | None = None
    format: str | None = None
    head_office: "EnterprisePlan | None" = None
    description: str = ""
    website: str = ""
    public_phone: str = ""
    tags: list[str] = field(default_factory=list)
    former_names: list[tuple[str, date | None]] = field(default_factory=list)
    contacts: list[ContactPlan] = field(default_factory=list)


@dataclass(eq=False)
class ContractPlan:
    enterprise: EnterprisePlan
    number: str
    starts: date
    ends: date | None
    lettable_area_cm2: int
    free_rent_until: date | None = None
    fit_out_until: date | None = None


@dataclass(eq=False)
class StayPlan:
    enterprise: EnterprisePlan
    unit: UnitPlan
    starts: date | None
    ends: date | None = None
    shared: bool = False
    parent: "StayPlan | None" = None
    contract: ContractPlan | None = None


@dataclass(eq=False)
class ListingPlan:
    enterprise: EnterprisePlan
    kind: str
    title: str
    description: str = ""
    quantity: Decimal | None = None
    measure: str = ""
    price: str = ""
    category: str = "OTHER"
    place: str = ""
    sharing_terms: str = ""
    windows: list[WindowTerms] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    starts: date | None = None
    ends: date | None = None
    state: str = "OPEN"
    audience: str = "PUBLIC"
    named: list[EnterprisePlan] = field(default_factory=list)
    days_ago: int = 0


@dataclass(eq=False)
class OwnershipPlan:
    unit: UnitPlan
    starts: date
    person: ContactPlan | None = None
    enterprise: EnterprisePlan | None = None


@dataclass(eq=False)
class DistrictPlan:
    slug: str
    name: str
    buildings: list[BuildingPlan]
    units: list[UnitPlan] = field(default_factory=list)
    enterprises: list[EnterprisePlan] = field(default_factory=list)
    stays: list[StayPlan] = field(default_factory=list)
    contracts: list[ContractPlan] = field(default_factory=list)
    listings: list[ListingPlan] = field(default_factory=list)
    ownerships: list[OwnershipPlan] = field(default_factory=list)
