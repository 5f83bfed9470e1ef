"""What each company's rows would do, before anybody asks whether the units are free."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tenants.models import Tenancy, Unit
from tenants.roster.answers import Answers
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Company
from tenants.roster.contacts import plan_contacts
from tenants.roster.contracts import plan_contract
from tenants.roster.plan import Change, Ending, NewUnit, Plan, RowPlan, TenancyPlan, Verdict
from tenants.roster.present import Details, Place


@dataclass(slots=True)
class Setting:
    """What a plan is made from: units and details, the scope, the day of going, the answers."""

    units: dict[Place, Unit]
    details: Details
    scope: list[str]
    gone_on: date | None
    today: date
    answers: Answers
    # Enterprises that rows speak of which do not stand: nobody can say that those are gone.
    uncertain: set[UUID] = field(default_factory=set)
    uncertain_units: set[UUID] = field(default_factory=set)
    by_enterprise: dict[UUID, list[Tenancy]] = field(default_factory=lambda: defaultdict(list))
    by_unit: dict[UUID, list[Tenancy]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for tenancy in self.details.tenancies.values():
            self.by_enterprise[tenancy.enterprise_id].append(tenancy)
            self.by_unit[tenancy.unit_id].append(tenancy)

    def of(self, company: Company) -> list[Tenancy]:
        """The company's tenancies that stand or are planned."""
        return self.by_enterprise.get(company.known_id, []) if company.known_id else []

    def is_missing(self, tenancy: Tenancy, listed: set[UUID]) -> bool:
        """Whether the file is complete for the tenancy's tower, and does not list its unit."""
        return (
            tenancy.unit_id not in listed
            and tenancy.unit.building.name in self.scope
            and not (tenancy.starts and tenancy.starts > self.today)
            and tenancy.enterprise_id not in self.uncertain
            and tenancy.unit_id not in self.uncertain_units
        )


def draft_company(plan: Plan, company: Company, setting: Setting) -> list[RowPlan]:
    """Adds to the plan what the company's standing rows do; returns their rows with verdicts."""
    siblings = setting.of(company)
    here = {tenancy.unit_id: tenancy for tenancy in siblings}
    added: list[TenancyPlan] = []
    planned: list[RowPlan] = []
    listed: set[UUID] = set()
    for row in company.standing:
        units = {place: setting.units.get(place) for place in places_of(row)}
        listed |= {unit.id for unit in units.values() if unit is not None}
        standing = [here[unit.id] for unit in units.values() if unit is not None and unit.id in here]
        contract, changes = plan_contract(company, row, standing, siblings)
        if not row.stands:
            continue
        for place, unit in units.items():
            if unit is None:
                _new_unit(plan, place, row)
            if unit is None or unit.id not in here:
                added.append(TenancyPlan(company, row, place, unit, row.starts, contract, row.shared))
                changes.append(Change("units", None, place[1]))
        if contract is not None and (contract.known is None or changes):
            plan.contracts.append(contract)
        verdict: Verdict = "new" if company.known_id is None else "changed" if changes else "unchanged"
        planned.append(RowPlan(row, verdict, changes))
    plan.tenancies.extend(added)
    _move(
        plan,
        [tenancy for tenancy in siblings if setting.is_missing(tenancy, listed)],
        added,
        planned,
        setting,
    )
    _page(plan, company, planned, setting)
    return planned


def places_of(row: CheckedRow) -> list[Place]:
    """The units of a row that stands, each with its tower."""
    assert row.building is not None
    return [(row.building, label.text) for label in row.units]


def _new_unit(plan: Plan, place: Place, row: CheckedRow) -> None:
    label = next(label for label in row.units if label.text == place[1])
    plan.units.setdefault(place, NewUnit(place, label.floor, row.area_cm2 if len(row.units) == 1 else None))


def _move(
    plan: Plan,
    missing: Sequence[Tenancy],
    added: Sequence[TenancyPlan],
    planned: list[RowPlan],
    setting: Setting,
) -> None:
    """Units left and units taken up by one company are a move; units only left are gone, given a day."""
    for at, tenancy in enumerate(missing):
        wish = added[min(at, len(added) - 1)] if added else None
        ends = setting.gone_on if wish is None else _moving_day(tenancy, wish, setting.gone_on)
        if ends is None:
            if wish is None:
                plan.unlisted += 1
            else:
                row = wish.row
                undated = row.problem("from", wish.place[1], "move_undated", tenancy.unit.label, ("skip",))
                setting.answers.ask(row, undated)
            continue
        if not _can_end(tenancy, ends):
            continue
        plan.endings[tenancy.id] = Ending(tenancy, ends)
        if wish is None:
            plan.gone.append(plan.endings[tenancy.id])
            continue
        for row_plan in planned:
            if row_plan.row is wish.row:
                row_plan.verdict = "moved"
                row_plan.changes.append(Change("units", tenancy.unit.label, None))


def _moving_day(tenancy: Tenancy, wish: TenancyPlan, gone_on: date | None) -> date | None:
    """The begin on the new unit, where it is later than on the old one; else the day that was given."""
    if wish.starts is not None and (tenancy.starts is None or wish.starts > tenancy.starts):
        return wish.starts
    wish.starts = gone_on or wish.starts
    return gone_on


def _can_end(tenancy: Tenancy, ends: date) -> bool:
    return (tenancy.starts is None or tenancy.starts < ends) and (tenancy.ends is None or tenancy.ends > ends)


def _page(plan: Plan, company: Company, planned: list[RowPlan], setting: Setting) -> None:
    """Name, code, format, former names and contacts: what belongs to the company, not to one unit."""
    if not planned:
        return
    first = planned[0]
    enterprise = setting.details.enterprises.get(company.known_id) if company.known_id else None
    changes: list[Change] = []
    business_format = format_of(company)
    if (
        business_format
        and business_format not in setting.details.formats
        and business_format not in plan.formats
    ):
        plan.formats.append(business_format)
    if enterprise is not None:
        if company.new_name and company.new_name != enterprise.name:
            changes.append(Change("name", enterprise.name, company.new_name))
        if company.uscc != enterprise.uscc:
            changes.append(Change("uscc", enterprise.uscc, company.uscc))
        present = next(
            (name for name, each in setting.details.formats.items() if each.id == enterprise.format_id), None
        )
        if business_format and business_format != present:
            changes.append(Change("format", present, business_format))
        changes.extend(Change("former_names", None, name) for name in company.former_names)
    _note(first, changes)
    contacts = setting.details.contacts.get(company.known_id, []) if company.known_id else []
    for row, contact in plan_contacts(company, contacts):
        plan.contacts.append(contact)
        if company.known_id is not None:
            before = contact.known.person.name if contact.known else None
            _note(
                next(each for each in planned if each.row is row),
                [Change("person", before, contact.name), Change("phone", None, contact.phone)],
            )
    plan.companies.append(company)


def format_of(company: Company) -> str | None:
    """The first that its rows name: a company has one."""
    return next((row.format for row in company.standing if row.format), None)


def _note(row_plan: RowPlan, changes: list[Change]) -> None:
    row_plan.changes.extend(changes)
    if changes and row_plan.verdict == "unchanged":
        row_plan.verdict = "changed"
