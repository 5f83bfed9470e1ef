from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.errors import NotFound
from tenants.isolation.scope import current_district_id
from tenants.models import Principal

from ..models import Holding, first_holding


def locked_of(principals: Mapping[UUID, tuple[str, ...]]) -> dict[UUID, Holding]:
    """The holdings of these principals, locked, by principal; each is made if it is not there yet.

    The values are where in the input each principal was named. Raises NotFound there.
    A holding is made beside the act and not by it: taking the act back leaves an empty one, which says
    nothing.
    """
    district = current_district_id()
    known = {one.id: one for one in Principal.objects.filter(district=district, id__in=principals)}
    for principal_id, path in principals.items():
        if principal_id not in known:
            raise NotFound(_("There is nobody here with this id."), path)
    there = Holding.objects.filter(district=district, principal__in=principals)
    missing = sorted(known.keys() - set(there.values_list("principal_id", flat=True)))
    # Whoever makes the same one at this moment is waited for; then both find one.
    Holding.objects.bulk_create([first_holding(known[one]) for one in missing], ignore_conflicts=True)
    held = list(there.values_list("id", flat=True))
    return {holding.principal_id: holding for holding in locked(held).values()}


def locked(ids: Iterable[UUID]) -> dict[UUID, Holding]:
    """These holdings, locked in the order of their ids, so that no two wait for each other in a circle."""
    rows = Holding.objects.filter(district=current_district_id(), id__in=list(ids))
    return {holding.id: holding for holding in rows.order_by("id").select_for_update(of=("self",))}
