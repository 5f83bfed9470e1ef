from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import graphene

from api.graphql.accounts.principals import PrincipalType, label_of
from api.graphql.base import HouseType
from api.graphql.context import Context
from api.graphql.enums import enum_of
from api.graphql.peers import by_id, follow
from tenants.models import Mandate
from tenants.models import Role as StoredRole
from tenants.selectors.contacts import standing_mandates_over

MandateKind = enum_of(
    StoredRole,
    "In which role a mandate lets one act.",
    {
        "LIAISON": "Acts as an enterprise (企业联络员).",
        "PROPERTY_MANAGER": "Acts for the property office of buildings (物业经理).",
        "BRANCH_SECRETARY": "Acts as a Party organisation (党组织书记).",
        "SECRETARIAT": "Acts as the alliance's secretariat (联盟秘书处).",
        "SUB_DISTRICT": "Reads for the sub-district (街道).",
    },
)


class MandateType(HouseType):
    class Meta:
        name = "Mandate"
        model = Mandate
        description = "The dated, revocable right of an account to act as somebody (授权)."
        permission = ("read", "account")

    kind = MandateKind(required=True, description="In which role it lets one act.")
    label = graphene.String(required=True, description="As whom, e.g. the enterprise's name.")
    principal = graphene.Field(PrincipalType, required=True, description="As whom one acts.")
    valid_from = graphene.Date(required=True, description="Its first day.")
    valid_until = graphene.Date(description="Its last day, included; null: until it is revoked.")
    revoked_at = graphene.DateTime(description="When it was taken away, if it was.")

    def resolve_kind(mandate: Any, info: Any) -> str:
        return mandate.role

    def resolve_label(mandate: Any, info: Any) -> str:
        return label_of(follow(mandate, "principal"))

    def resolve_principal(mandate: Any, info: Any) -> Any:
        return follow(mandate, "principal")

    def resolve_valid_from(mandate: Any, info: Any) -> Any:
        return mandate.starts

    def resolve_valid_until(mandate: Any, info: Any) -> Any:
        return mandate.ends - timedelta(days=1) if mandate.ends else None

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """One's own mandates, and those one may revoke."""
        reader, rows = context.reader, by_id(Mandate.objects.all(), ids)
        if reader.account is None or reader.may("revoke", "mandate"):
            return rows if reader.account else {}
        liaisons = {row.principal_id for row in rows.values() if row.role == StoredRole.LIAISON}
        managed = standing_mandates_over(reader, liaisons)
        return {
            key: row
            for key, row in rows.items()
            if row.account_id == reader.account.pk
            or (row.role == StoredRole.LIAISON and row.principal_id in managed)
        }
