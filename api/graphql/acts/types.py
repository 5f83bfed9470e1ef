from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.peers import follow, load
from tenants.models import Act
from tenants.selectors.acts import acts_for


class ActType(HouseType):
    class Meta:
        name = "Act"
        model = Act
        description = "Something that was done: by whom, acting as whom, when; and whether it was taken back."
        permission = ("read", "account")

    verb = graphene.String(required=True, description="What, for programs, e.g. `tenancy.move_in`.")
    summary = graphene.String(required=True, description="What, in a line, e.g. 华龙科技 → A座1203.")
    at = graphene.DateTime(required=True, description="When, e.g. `2026-03-01T09:30:00+08:00`.")
    principal = graphene.Field(
        PrincipalType, description="As whom; null for the operator at the command line."
    )
    taken_back = graphene.Boolean(required=True, description="Whether it was undone.")

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        return {row.pk: row for row in acts_for(context.reader).filter(pk__in=list(ids))}

    def resolve_principal(act: Any, info: Any) -> Any:
        return follow(act, "principal") if act.principal_id else None

    def resolve_taken_back(act: Any, info: Any) -> bool:
        return bool(load(act, "taken back", _undone, False))


def _undone(acts: list[Any]) -> dict[UUID, bool]:
    undone = Act.objects.filter(undo_of__in=[act.pk for act in acts]).values_list("undo_of_id", flat=True)
    return {key: True for key in undone if key}


ActConnection = connection_of(ActType, "Act", "acts")
