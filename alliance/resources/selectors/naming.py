from collections.abc import Collection
from uuid import UUID

from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, Principal


def names_of(principals: Collection[UUID]) -> dict[UUID, str]:
    """What people call these principals: an enterprise's own name, an office's as it was given."""
    wanted = set(principals)
    here = {"district": current_district_id(), "id__in": wanted}
    names = dict.fromkeys(wanted, "—")
    names |= dict(Principal.objects.filter(**here).exclude(name="").values_list("id", "name"))
    return names | dict(Enterprise.objects.filter(**here).values_list("id", "name"))
