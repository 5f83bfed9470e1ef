"""Lock first, in this order: the chair, enterprises by id, then their rows. The constraints are the net."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.errors import NotFound
from tenants.models import Enterprise, Principal, PrincipalKind


def lock_chair() -> None:
    """One at a time decides who is rotating chair. `no_key`: acts of the secretariat go on meanwhile."""
    secretariat = Principal.objects.filter(kind=PrincipalKind.SECRETARIAT).order_by("id")
    list(secretariat.select_for_update(no_key=True).values_list("id"))


def lock_enterprises(ids: Iterable[UUID]) -> dict[UUID, Enterprise]:
    """The enterprises, locked in the order of their ids."""
    rows = Enterprise.objects.filter(id__in=set(ids)).order_by("id").select_for_update(no_key=True)
    return {row.id: row for row in rows}


def lock_enterprise(enterprise_id: UUID) -> Enterprise:
    """Raises NotFound."""
    found = lock_enterprises([enterprise_id]).get(enterprise_id)
    if found is None:
        raise NotFound(_("There is no such enterprise."), ("enterprise",))
    return found
