"""Claims on the space tree: what keeps two tenancies off one unit.

Lock first, the constraint is the net: exclusion constraints alone deadlock under concurrency, even
when rows are inserted in sorted order.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg.types.range import DateRange

from tenants.acts.recording import Record
from tenants.models import Claim, Tenancy, Unit
from tenants.models.tenancies import SHARED

# The share that all claims from rooms within a unit have on it.
FROM_A_ROOM = UUID(int=2)

Path = list[UUID]  # from the outermost unit down to the unit itself


def paths_of(unit_ids: Iterable[UUID]) -> dict[UUID, Path]:
    """The units around each unit. One query a level of nesting; most units have none."""
    parents: dict[UUID, UUID | None] = {}
    wanted = set(unit_ids)
    asked = set(wanted)
    while asked:
        found = dict(Unit.objects.filter(id__in=asked).values_list("id", "parent_id"))
        parents |= found
        asked = {parent for parent in found.values() if parent} - parents.keys()
    return {unit: _path(unit, parents) for unit in wanted if unit in parents}


def _path(unit: UUID, parents: dict[UUID, UUID | None]) -> Path:
    path = [unit]
    while parent := parents[path[0]]:
        path.insert(0, parent)
    return path


def lock_units(unit_ids: Iterable[UUID]) -> dict[UUID, Path]:
    """Lock units for a change of who is on them: those around them shared, from the outside in.

    Everybody locks in the same order (depth, then id), so nobody waits in a circle.
    """
    own = set(unit_ids)
    paths = paths_of(own)
    depth = {node: place for path in paths.values() for place, node in enumerate(path)}
    around = depth.keys() - own
    if not around:
        list(Unit.objects.filter(id__in=own).order_by("id").select_for_update().values_list("id"))
        return paths
    for node in sorted(depth, key=lambda node: (depth[node], node)):
        _lock(node, for_update=node in own)
    return paths


def _lock(node: UUID, *, for_update: bool) -> None:
    if for_update:
        list(Unit.objects.filter(id=node).select_for_update().values_list("id"))
    else:  # Django has no FOR SHARE
        list(Unit.objects.raw("SELECT id FROM tenants_unit WHERE id = %s FOR SHARE", [node]))


def claims_of(tenancy: Tenancy, path: Path) -> list[Claim]:
    """The rows a tenancy claims: its unit, and a place in each unit around it."""
    during = DateRange(tenancy.starts, tenancy.ends)
    return [
        Claim(
            tenancy=tenancy,
            node_id=node,
            level=tenancy.level,
            share=_share(tenancy.id, tenancy.unit_id, tenancy.shared, node),
            during=during,
        )
        for node in path
    ]


def claims_in_columns(tenancy: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """The same of a direct tenancy that is told by its columns."""
    during = DateRange(tenancy["starts"], None)
    return [
        {
            "tenancy_id": tenancy["id"],
            "node_id": node,
            "level": 0,
            "share": _share(tenancy["id"], tenancy["unit_id"], tenancy["shared"], node),
            "during": during,
        }
        for node in path
    ]


def _share(tenancy: UUID, unit: UUID, shared: bool, node: UUID) -> UUID:
    if node != unit:
        return FROM_A_ROOM
    return SHARED if shared else tenancy


def follow(record: Record, tenancy: Tenancy) -> None:
    """Bring the claims of a tenancy to its days."""
    for claim in Claim.objects.filter(tenancy=tenancy).order_by("node_id"):
        record.update(claim, during=DateRange(tenancy.starts, tenancy.ends))
