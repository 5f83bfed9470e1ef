"""What an import keeps others from changing between its reading and its writing.

In the order in which moves take them, so that nobody waits in a circle: tenancies, units, enterprises. A dry
run holds nothing.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from tenants.actions.claims import lock_units
from tenants.calendar import today
from tenants.models import Building, Enterprise, Tenancy
from tenants.selectors.occupancy import existing_units


def standing_or_planned() -> QuerySet[Tenancy]:
    return Tenancy.objects.filter(Q(ends=None) | Q(ends__gt=today()))


def hold_towers(buildings: Iterable[Building]) -> None:
    """Nobody moves in, out or about in these towers until we are done."""
    towers = list(buildings)
    _hold(standing_or_planned().filter(unit__building__in=towers))
    lock_units(existing_units().filter(building__in=towers).values_list("id", flat=True))


def hold_tenancies_of(enterprise_ids: Collection[UUID]) -> None:
    """Nor do these enterprises in other towers."""
    _hold(standing_or_planned().filter(enterprise__in=enterprise_ids))


def hold_enterprises(enterprise_ids: Collection[UUID]) -> None:
    rows = Enterprise.objects.filter(id__in=enterprise_ids).order_by("id")
    list(rows.select_for_update().values_list("id"))


def _hold(tenancies: QuerySet[Tenancy]) -> None:
    list(tenancies.order_by("id").select_for_update(of=("self",)).values_list("id"))
