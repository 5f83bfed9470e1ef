"""Who stands where today, as far as a layout speaks of it: a few statements for many lines at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tenants.isolation.scope import current_district_id
from tenants.models import ActChange, Building, Contact, Enterprise, Tenancy, Unit
from tenants.roster.contracts import ONE_DAY
from tenants.selectors.occupancy import existing_units, tenancies_on

from .saying import Saying

Pair = tuple[UUID, UUID]  # enterprise, unit


@dataclass(slots=True)
class Group:
    """What one row can say: one company's tenancies in one tower under one contract, or under none."""

    enterprise: Enterprise
    tenancies: list[Tenancy]

    def saying(self) -> Saying:
        """As a row."""
        first = self.tenancies[0]
        contract = first.contract
        ends = contract.ends if contract else None
        begun = {one.starts for one in self.tenancies}
        return Saying(
            building=first.unit.building.name,
            units=tuple(one.unit.label for one in self.tenancies),
            floors=tuple(one.unit.floor.label for one in self.tenancies),
            name=self.enterprise.name,
            uscc=self.enterprise.uscc,
            format=self.enterprise.format.name if self.enterprise.format else None,
            area_cm2=contract.lettable_area_cm2 if contract else None,
            # Without a contract the day of moving in is all there is to say.
            starts=contract.starts if contract else begun.pop() if len(begun) == 1 else None,
            ends=ends - ONE_DAY if ends else None,
        )


def grouped(tenancies: Iterable[Tenancy]) -> list[Group]:
    """One group per company, tower and contract, in the order of the tenancies."""
    groups: dict[Any, Group] = {}
    for tenancy in tenancies:
        key: tuple[Any, ...] = (tenancy.enterprise_id, tenancy.unit.building_id, tenancy.contract_id)
        if tenancy.contract_id is None:
            key = (*key, tenancy.starts)
        groups.setdefault(key, Group(tenancy.enterprise, [])).tenancies.append(tenancy)
    return list(groups.values())


def nobody_there(units: Collection[Unit]) -> list[Saying]:
    """Rows that say what units are that nobody is on: one for each state and tower among them."""
    by_state: dict[Any, list[Unit]] = defaultdict(list)
    for unit in units:
        by_state[unit.building_id, unit.state].append(unit)
    return [
        Saying(
            building=alike[0].building.name,
            units=tuple(unit.label for unit in alike),
            floors=tuple(unit.floor.label for unit in alike),
            area_cm2=alike[0].lettable_area_cm2 if len(alike) == 1 else None,
            state=state,
        )
        for (_building, state), alike in by_state.items()
    ]


@dataclass(slots=True)
class Present:
    """Units by id, the tenancies that stand on them, contacts by id and by enterprise."""

    units: dict[UUID, Unit]
    on_unit: dict[UUID, list[Tenancy]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[UUID, Contact] = field(default_factory=dict)
    of_enterprise: dict[UUID, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))


def present_on(unit_ids: Collection[UUID], since: datetime | None) -> Present:
    """What is so today on these units. `since`: from when on changes count as such."""
    district = current_district_id()
    units = existing_units().filter(district=district, id__in=list(unit_ids))
    present = Present({unit.id: unit for unit in units.select_related("building", "floor")})
    related = ("enterprise__format", "contract", "unit__building", "unit__floor")
    there = tenancies_on().filter(district=district, unit__in=list(unit_ids)).select_related(*related)
    enterprises: set[UUID] = set()
    for tenancy in there.order_by("unit__label", "level", "starts", "id"):
        present.on_unit[tenancy.unit_id].append(tenancy)
        enterprises.add(tenancy.enterprise_id)
    contacts = Contact.objects.filter(district=district, enterprise__in=enterprises)
    for contact in contacts.select_related("person", "enterprise").order_by("id"):
        present.contacts[contact.id] = contact
        present.of_enterprise[contact.enterprise_id].append(contact)
    if since is not None:
        _note_changes(present, enterprises, since)
    return present


def _note_changes(present: Present, enterprises: set[UUID], since: datetime) -> None:
    """By row, which of its columns any later act has written."""
    of_contact = {one.person_id: one.id for one in present.contacts.values()}
    rows = [*enterprises, *present.contacts, *of_contact]
    models = [model._meta.label for model in (Enterprise, Contact, Contact.person.field.related_model)]
    later = ActChange.objects.filter(
        district=current_district_id(), model__in=models, row__in=rows, act__at__gt=since
    )
    for row, after in later.values_list("row", "after"):
        present.changed[of_contact.get(row, row)] |= set(after or ())
    return None


def standing_pairs(buildings: Collection[Building]) -> list[tuple[UUID, UUID, UUID, UUID]]:
    """Enterprise, unit, floor and building of whoever stands in these towers, by tower, floor and label."""
    there = tenancies_on().filter(district=current_district_id(), unit__building__in=buildings)
    ordered = there.order_by("unit__building__ordinal", "unit__floor__ordinal", "unit__label", "id")
    return list(ordered.values_list("enterprise_id", "unit_id", "unit__floor_id", "unit__building_id"))
