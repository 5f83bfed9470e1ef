"""What the district knows now, as far as a roster is compared with it. Read in a dozen statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tenants.actions.claims import paths_of
from tenants.models import (
    Building,
    BuildingAlias,
    BusinessFormat,
    Claim,
    Contact,
    Enterprise,
    FormerName,
    Person,
    Tenancy,
    Unit,
    UnitAlias,
)
from tenants.roster.cells.units import read_units
from tenants.roster.holding import hold_enterprises, hold_tenancies_of, standing_or_planned
from tenants.roster.places import Towers
from tenants.selectors.occupancy import existing_units

# A tower's name and a unit's label in the form that a roster is read into.
Place = tuple[str, str]


def buildings_by_name() -> dict[str, Building]:
    """The open district's towers in their order."""
    return {building.name: building for building in Building.objects.order_by("ordinal", "id")}


def towers_of(buildings: dict[str, Building]) -> Towers:
    """The towers with all that they are called, and their units that go by no usual label (大堂)."""
    aliases: dict[UUID, list[str]] = defaultdict(list)
    for building_id, alias in BuildingAlias.objects.values_list("building_id", "alias"):
        aliases[building_id].append(alias)
    names = {building.id: name for name, building in buildings.items()}
    labels: dict[str, set[str]] = defaultdict(set)
    called = existing_units().values_list("building_id", "label")
    also = UnitAlias.objects.values_list("unit__building_id", "alias")
    for building_id, label in (*called, *also):
        if read_units(label).value is None and building_id in names:
            labels[names[building_id]].add(label)
    return Towers({name: aliases[building.id] for name, building in buildings.items()}, labels)


def units_in(buildings: Iterable[Building]) -> dict[Place, Unit]:
    """The units that exist today in these towers, by label as written and as read, and by alias."""
    names = {building.id: building.name for building in buildings}
    units = {unit.id: unit for unit in existing_units().filter(building__in=names)}
    found: dict[Place, Unit] = {}
    for unit_id, alias in UnitAlias.objects.filter(unit__building__in=names).values_list("unit_id", "alias"):
        if unit_id in units:
            found[names[units[unit_id].building_id], _as_read(alias)] = units[unit_id]
    for unit in units.values():
        found[names[unit.building_id], _as_read(unit.label)] = unit
    for unit in units.values():
        found[names[unit.building_id], unit.label] = unit
    return found


def _as_read(label: str) -> str:
    labels = read_units(label).value or ()
    return labels[0].text if len(labels) == 1 else label


@dataclass(frozen=True, slots=True)
class Known:
    """An enterprise's name and code; `former` are names it had."""

    id: UUID
    name: str
    uscc: str | None
    former: tuple[str, ...] = ()


def known_enterprises() -> list[Known]:
    """All enterprises of the district: any of them may be the one a row means."""
    former: dict[UUID, list[str]] = defaultdict(list)
    for enterprise_id, name in FormerName.objects.values_list("enterprise_id", "name"):
        former[enterprise_id].append(name)
    rows = Enterprise.objects.order_by("created_at", "id").values_list("id", "name", "uscc")
    return [Known(id_, name, uscc, tuple(former[id_])) for id_, name, uscc in rows]


def known_phones(phones: Collection[str]) -> dict[str, list[UUID]]:
    """Whose contacts have these numbers: enterprises by number."""
    found: dict[str, list[UUID]] = defaultdict(list)
    contacts = Contact.objects.filter(person__phone__in=set(phones)).order_by("id")
    for phone, enterprise_id in contacts.values_list("person__phone", "enterprise_id"):
        if enterprise_id not in found[phone]:
            found[phone].append(enterprise_id)
    return found


@dataclass(slots=True)
class Details:
    """What is known of the enterprises a file names and of the units it names or its towers hold.

    `tenancies`: all that stand today or are planned, by id; `claims`: by unit, past ones too, with
    `paths` from the outermost unit to each; `occupants`: names by tenancy; `units`: all that were handed in.
    """

    enterprises: dict[UUID, Enterprise]
    tenancies: dict[UUID, Tenancy]
    contacts: dict[UUID, list[Contact]]
    claims: dict[UUID, list[Claim]]
    paths: dict[UUID, list[UUID]]
    occupants: dict[UUID, Enterprise]
    formats: dict[str, BusinessFormat]
    persons: dict[tuple[str, str], Person]
    units: dict[Place, Unit]


def details_of(
    enterprise_ids: Collection[UUID], units: dict[Place, Unit], phones: Collection[str], *, hold: bool
) -> Details:
    """Reads all of it: enterprises of these ids, and whoever is on these units (of towers held already).

    With `hold` nobody changes the enterprises or where they are until the transaction ends.
    """
    unit_ids = {unit.id for unit in units.values()}
    if hold:
        hold_tenancies_of(enterprise_ids)
    of_either = standing_or_planned().filter(Q(enterprise__in=enterprise_ids) | Q(unit__in=unit_ids))
    related = of_either.select_related("contract", "unit__building", "enterprise")
    tenancies = {tenancy.id: tenancy for tenancy in related}
    ids = {*enterprise_ids, *(tenancy.enterprise_id for tenancy in tenancies.values())}
    if hold:
        hold_enterprises(ids)
    contacts: dict[UUID, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(enterprise__in=ids).select_related("person").order_by("id"):
        contacts[contact.enterprise_id].append(contact)
    paths = paths_of(unit_ids)
    nodes = {node for path in paths.values() for node in path}
    claims: dict[UUID, list[Claim]] = defaultdict(list)
    occupants: dict[UUID, Enterprise] = {}
    for claim in Claim.objects.filter(node__in=nodes, level=0).select_related("tenancy__enterprise"):
        claims[claim.node_id].append(claim)
        occupants[claim.tenancy_id] = claim.tenancy.enterprise
    persons = Person.objects.filter(phone__in=[phone for phone in phones if phone]).order_by("id")
    return Details(
        enterprises=Enterprise.objects.in_bulk(list(ids)),
        tenancies=tenancies,
        contacts=contacts,
        claims=claims,
        paths=paths,
        occupants=occupants,
        formats={each.name: each for each in BusinessFormat.objects.all()},
        persons={(person.name, person.phone): person for person in persons},
        units=units,
    )


def overlaps(claim: Claim, starts: date | None, ends: date | None) -> bool:
    """Whether a claim and `[starts, ends)` have a day in common; None is before or after all days."""
    lower, upper = claim.during.lower, claim.during.upper
    begins_in_time = ends is None or lower is None or lower < ends
    still_there = upper is None or starts is None or upper > starts
    return begins_in_time and still_there
