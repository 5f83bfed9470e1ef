from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.members.selectors import known_to
from api.graphql.base import HouseType
from api.graphql.context import Context
from api.graphql.enums import enum_of
from api.graphql.peers import by_id, load
from tenants.models import Principal
from tenants.models import PrincipalKind as StoredKind
from tenants.selectors.names import names_of

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
        """By id; not, for the public, an enterprise that is only to come, nor a Party organisation, which is
        for mandate holders; what one posts still says whose it is."""
        rows = super().read(context, ids)
        enterprises = [key for key, row in rows.items() if row.kind == StoredKind.ENTERPRISE]
        known = by_id(known_to(context.reader, context.today).only("id"), enterprises)
        organisations = context.may("read", "party_organisation")
        return {
            key: row
            for key, row in rows.items()
            if (row.kind != StoredKind.ENTERPRISE or key in known)
            and (row.kind != StoredKind.PARTY_ORGANISATION or organisations)
        }


def label_of(principal: Any) -> str:
    """The name people know: its own row's, or an office's as it was given. Asked for all peers at once."""
    return principal.name or load(principal, "label", _names, "—")


def _names(principals: list[Any]) -> dict[UUID, str]:
    return names_of([row for row in principals if not row.name])
