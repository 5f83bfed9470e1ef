from typing import Any
from uuid import UUID

import graphene

from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.connections import connection_of
from api.graphql.enums import enum_of
from api.graphql.keyset import Order
from api.graphql.peers import follow, load
from tenants.isolation.scope import current_district_id
from tenants.models import Person
from tenants.models import RevealPurpose as StoredPurpose

RevealPurpose = enum_of(
    StoredPurpose,
    "What somebody needs a phone number for.",
    {
        "PROPERTY_SERVICE": "Serving the building (物业服务).",
        "COOPERATION": "Answering or arranging a listing (资源对接).",
        "EMERGENCY": "An emergency (应急).",
        "ALLIANCE_MATTERS": "The alliance's own business (联盟事务).",
    },
)
LATEST = Order("reveals", ("at", "id"), descending=True)


class RevealType(HouseType):
    class Meta:
        name = "Reveal"
        description = "Somebody read a phone number of yours: who, when, what for."
        permission = ("read", "account")

    purpose = RevealPurpose(required=True, description="What for.")
    at = graphene.DateTime(required=True, description="When.")
    by = graphene.Field(PrincipalType, required=True, description="As whom they acted.")
    name = graphene.String(
        description="Who it was, as the district knows them; null if it has no name for them."
    )

    def resolve_by(reveal: Any, info: Any) -> Any:
        return follow(follow(reveal, "mandate"), "principal")

    def resolve_name(reveal: Any, info: Any) -> str | None:
        return load(reveal, "name", _names)


RevealConnection = connection_of(RevealType, "Reveal", "reveals")


def _names(reveals: list[Any]) -> dict[UUID, str | None]:
    people = Person.objects.filter(
        district=current_district_id(), account__in={row.account_id for row in reveals}
    )
    by_account = dict(people.values_list("account_id", "name"))
    return {row.pk: by_account.get(row.account_id) or None for row in reveals}
