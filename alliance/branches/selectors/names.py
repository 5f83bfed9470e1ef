from collections.abc import Collection
from uuid import UUID

from tenants.models import PrincipalKind
from tenants.selectors.names import named_by

from .organisations import in_district


def names_of_organisations(ids: Collection[UUID]) -> dict[UUID, str]:
    return dict(in_district().filter(id__in=list(ids)).values_list("id", "name"))


named_by(PrincipalKind.PARTY_ORGANISATION, names_of_organisations)
