from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from api.graphql.base import HouseType
from api.graphql.context import Context
from api.graphql.enums import enum_of
from api.graphql.peers import by_id, load
from tenants.models import Enterprise, Principal
from tenants.models import PrincipalKind as StoredKind
from tenants.selectors.occupancy import known_to

PrincipalKind = enum_of(
    StoredKind,
    "What kind of body acts.",
    {
        "ENTERPRISE": "An enterprise.",
        "PARTY_ORGANISATION": "A Party organisation.",
        "BUILDING_OFFICE": "The property office of one or more buildings.",
        "GRID": "A grid.",
        "SECRETARIAT": "The alliance's secretariat.",
        "SUB_DISTRICT": "The sub-district.",
    },
)


class PrincipalType(HouseType):
    class Meta:
        name = "Principal"
        model = Principal
        description = "Whoever can act or own a listing: an enterprise, a property office, the secretariat."
        permission = ("read", "directory")

    kind = PrincipalKind(required=True, description="What kind of body it is.")
    label = graphene.String(required=True, description="What people call it.")

    def resolve_label(principal: Any, info: Any) -> str:
        return label_of(principal)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Not, for the public, an enterprise that is only to come."""
        rows = super().read(context, ids)
        enterprises = [key for key, row in rows.items() if row.kind == StoredKind.ENTERPRISE]
        known = by_id(known_to(context.reader, context.today).only("id"), enterprises)
        return {key: row for key, row in rows.items() if row.kind != StoredKind.ENTERPRISE or key in known}


def label_of(principal: Any) -> str:
    """The name people know: an enterprise's own, an office's as it was given. One statement for all peers."""
    return principal.name or load(principal, "label", _names, "—")


def _names(principals: list[Any]) -> dict[UUID, str]:
    unnamed = [row.pk for row in principals if not row.name]
    return {pk: row.name for pk, row in by_id(Enterprise.objects.only("name"), unnamed).items()}
