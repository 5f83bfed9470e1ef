"""What principals are called: an office by its own name, who has a row of its own by that row's."""

from collections.abc import Callable, Collection
from uuid import UUID

from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, Principal, PrincipalKind

Namer = Callable[[Collection[UUID]], dict[UUID, str]]
NAMERS: dict[str, Namer] = {}


def named_by(kind: PrincipalKind, namer: Namer) -> None:
    """Register who knows the names of a kind of principals. Raises ValueError where somebody does already."""
    if kind in NAMERS:
        raise ValueError(f"The names of {kind} are known already.")
    NAMERS[kind] = namer


def names_of(principals: Collection[Principal]) -> dict[UUID, str]:
    """Names by id. One statement for each kind that has rows of its own."""
    found = {one.id: one.name for one in principals if one.name}
    unnamed: dict[str, list[UUID]] = {}
    for one in principals:
        if not one.name:
            unnamed.setdefault(one.kind, []).append(one.id)
    for kind, ids in unnamed.items():
        if kind in NAMERS:
            found |= NAMERS[kind](ids)
    return found


def called(ids: Collection[UUID]) -> dict[UUID, str]:
    """What people call these principals, a dash where nobody knows. One statement more than `names_of`."""
    wanted = set(ids)
    rows = Principal.objects.filter(district=current_district_id(), id__in=wanted)
    return dict.fromkeys(wanted, "—") | names_of(list(rows))


def _of_enterprises(ids: Collection[UUID]) -> dict[UUID, str]:
    rows = Enterprise.objects.filter(district=current_district_id(), id__in=list(ids))
    return dict(rows.values_list("id", "name"))


named_by(PrincipalKind.ENTERPRISE, _of_enterprises)
