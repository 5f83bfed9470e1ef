"""Enterprises that a roster names: new ones, and what it says anew of those that are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tenants.actions.enterprises import add_enterprises, give_name, new_enterprise
from tenants.acts.recording import Record
from tenants.isolation.models import new_id
from tenants.models import BusinessFormat, Contact, Enterprise, FormerName, Person
from tenants.reading.local_readings import Readings
from tenants.roster.companies import Company
from tenants.roster.drafting import format_of
from tenants.roster.kinds import kind_of, sector_of
from tenants.roster.plan import ContactPlan, Plan
from tenants.selectors.readings import held_readings


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact that was written, with what its person is called."""

    id: UUID
    enterprise_id: UUID
    person_id: UUID
    role: str
    name: str
    phone: str

    def columns(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "enterprise_id": self.enterprise_id,
            "person_id": self.person_id,
            "role": self.role,
        }


def create_formats(record: Record, names: Iterable[str]) -> dict[str, BusinessFormat]:
    """Adds business formats to the district's list, at its end; returns the whole list by name."""
    known = {each.name: each for each in BusinessFormat.objects.all()}
    last = max((each.ordinal for each in known.values()), default=0)
    new = [BusinessFormat(name=name, ordinal=last + at) for at, name in enumerate(names, start=1)]
    record.create_many(new)
    return known | {each.name: each for each in new}


def write_enterprises(
    record: Record, plan: Plan, known: dict[UUID, Enterprise], formats: dict[str, BusinessFormat]
) -> dict[Company, Enterprise]:
    """Writes new enterprises and changes known ones; returns each company's enterprise."""
    of_company: dict[Company, Enterprise] = {}
    readings = held_readings()
    for company in plan.companies:
        if company.known_id is None:
            of_company[company] = _new(company, formats, readings)
        else:
            of_company[company] = known[company.known_id]
    add_enterprises(record, [one for company, one in of_company.items() if company.known_id is None])
    for company, enterprise in of_company.items():
        if company.known_id is not None:
            _change(record, company, enterprise, formats, readings)
    record.create_many(
        [
            FormerName(enterprise=one, name=name)
            for company, one in of_company.items()
            for name in company.former_names
        ]
    )
    return of_company


def _new(company: Company, formats: dict[str, BusinessFormat], readings: Readings) -> Enterprise:
    kind = kind_of(company.name, company.uscc)
    business_format = format_of(company)
    return new_enterprise(
        name=company.name,
        uscc=company.uscc,
        kind=kind,
        readings=readings,
        sector=sector_of(kind),
        format=formats[business_format] if business_format else None,
    )


def _change(
    record: Record,
    company: Company,
    enterprise: Enterprise,
    formats: dict[str, BusinessFormat],
    readings: Readings,
) -> None:
    if company.new_name and company.new_name != enterprise.name:
        give_name(record, enterprise, company.new_name, readings=readings)
    changes: dict[str, object] = {}
    if company.uscc != enterprise.uscc:
        changes["uscc"] = company.uscc
    business_format = format_of(company)
    if business_format and formats[business_format].id != enterprise.format_id:
        changes["format"] = formats[business_format]
    if changes:
        record.update(enterprise, version=enterprise.version + 1, **changes)
    if changes or company.former_names:
        record.touch_enterprises([enterprise.id])


def write_contacts(
    record: Record,
    contacts: Iterable[ContactPlan],
    of_company: dict[Company, Enterprise],
    persons: dict[tuple[str, str], Person],
) -> list[NewContact]:
    """Writes whom to call, and returns those that are new. A person of the same name and phone is one person
    in all of the district."""
    wanted = list(contacts)
    known = {key: person.id for key, person in persons.items()}
    new: list[dict[str, Any]] = []
    created: list[NewContact] = []
    for plan in wanted:
        key = (plan.name, plan.phone)
        person = known.get(key) if plan.phone else None
        if person is None:
            person = known[key] = new_id()
            new.append({"id": person, "name": plan.name, "phone": plan.phone})
        if plan.known is None:
            enterprise = of_company[plan.company].id
            created.append(NewContact(new_id(), enterprise, person, plan.role, plan.name, plan.phone))
    record.create_rows(Person, new)
    record.create_rows(Contact, [one.columns() for one in created])
    for plan in wanted:
        if plan.known is not None:
            record.update(plan.known, person_id=known[plan.name, plan.phone])
    return created
