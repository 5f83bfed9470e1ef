"""Who is where, on any day: present, past or planned."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tenants.calendar import today
from tenants.models import Tenancy, Unit, UnitState

from .answering import answerable_for as answerable_for


def on_day(day: date, *, starts: str = "starts", ends: str = "ends") -> Q:
    """The half-open range holds on this day; null is unknown, or open."""
    return (Q(**{starts: None}) | Q(**{f"{starts}__lte": day})) & (
        Q(**{ends: None}) | Q(**{f"{ends}__gt": day})
    )


def tenancies_on(day: date | None = None) -> QuerySet[Tenancy]:
    """The tenancies that stand on a day (default: today)."""
    return Tenancy.objects.filter(on_day(day or today()))


def present_enterprises(day: date | None = None) -> Exists:
    """A condition on enterprises: there on a day. A semi-join, so that pages walk the name index."""
    return Exists(tenancies_on(day).filter(enterprise=OuterRef("id"), district=OuterRef("district")))


def by_weight(tenancies: QuerySet[Tenancy]) -> QuerySet[Tenancy]:
    """The main tenancy first: largest lettable area, then earliest start, then lowest id."""
    return tenancies.order_by(
        Coalesce("unit__lettable_area_cm2", 0).desc(), F("starts").asc(nulls_first=True), "id"
    )


def main_tenancies(enterprise_ids: Collection[UUID], day: date | None = None) -> dict[UUID, Tenancy]:
    """The main tenancy of each enterprise on a day, with unit, floor and building. One query."""
    found: dict[UUID, Tenancy] = {}
    standing = tenancies_on(day).filter(enterprise__in=enterprise_ids)
    for tenancy in by_weight(standing.select_related("unit__floor", "unit__building")):
        found.setdefault(tenancy.enterprise_id, tenancy)
    return found


def holding_over(day: date | None = None) -> QuerySet[Tenancy]:
    """Tenancies that go on although their contract has run out: shown, never vacant."""
    return tenancies_on(day).filter(contract__ends__lte=day or today())


def contracts_ending(within_days: int, day: date | None = None) -> QuerySet[Tenancy]:
    """Standing tenancies whose contract's last day is in the next N days, today included."""
    first = day or today()
    return tenancies_on(first).filter(
        contract__ends__gt=first, contract__ends__lte=first + timedelta(days=within_days + 1)
    )


def existing_units(day: date | None = None) -> QuerySet[Unit]:
    return Unit.objects.filter(on_day(day or today(), starts="exists_from", ends="exists_until"))


def units_let(units: Iterable[UUID], day: date | None = None) -> set[UUID]:
    """Which of these units somebody is on: on the unit itself, around it, or in a room of it."""
    wanted = set(units)
    around = _around(wanted)
    rooms = _within(wanted, day)
    nodes = wanted | {node for path in around.values() for node in path} | rooms.keys()
    taken = set(tenancies_on(day).filter(unit__in=nodes).values_list("unit_id", flat=True))
    let = set(taken)
    for room in taken:  # and each unit that it lies in
        around_it = rooms.get(room)
        while around_it is not None and around_it not in let:
            let.add(around_it)
            around_it = rooms.get(around_it)
    return {unit for unit in wanted if unit in let or around.get(unit, set()) & taken}


def _within(units: set[UUID], day: date | None) -> dict[UUID, UUID]:
    """Each room in these units, however deep, and the unit around it. One query a level of nesting."""
    rooms: dict[UUID, UUID] = {}
    asked = units
    while asked:
        below = existing_units(day).filter(parent__in=asked)
        found = {room: parent for room, parent in below.values_list("id", "parent_id") if parent}
        asked = found.keys() - rooms.keys()
        rooms |= found
    return rooms


def _around(units: set[UUID]) -> dict[UUID, set[UUID]]:
    parents = dict(Unit.objects.filter(id__in=units, parent__isnull=False).values_list("id", "parent_id"))
    if not parents:
        return {}
    above = _around(set(parents.values()))
    return {unit: {parent} | above.get(parent, set()) for unit, parent in parents.items()}


def vacant_units(day: date | None = None) -> list[Unit]:
    """Lettable units that nobody is on: not in own use, not out of use, not halls whose rooms are let."""
    candidates = list(
        existing_units(day)
        .exclude(state__in=[UnitState.OWN_USE, UnitState.OUT_OF_USE])
        .exclude(use__in=["PUBLIC", "PARKING"])
        .select_related("building", "floor")
        .order_by("building__ordinal", "floor__ordinal", "label")
    )
    let = units_let([unit.id for unit in candidates], day)
    halls = {unit.parent_id for unit in candidates if unit.parent_id}
    return [unit for unit in candidates if unit.id not in let and unit.id not in halls]
