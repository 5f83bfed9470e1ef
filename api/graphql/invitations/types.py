from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene
from django.urls import reverse

from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.enums import choices_of
from api.graphql.peers import by_id, follow, load
from tenants.models import Account, Invitation
from tenants.selectors.invitations import invitations_for, state_of

InvitationState = choices_of(
    "InvitationState",
    "How far an invitation has come.",
    {
        "WAITING": "Nobody has followed its link yet.",
        "ACCEPTED": "Somebody accepted; the office has not approved yet.",
        "APPROVED": "The mandate has begun.",
        "WITHDRAWN": "The office took it back.",
        "EXPIRED": "Nobody followed its link in time.",
    },
)


class InvitationType(HouseType):
    class Meta:
        name = "Invitation"
        model = Invitation
        description = "A link by which an office asks somebody to become an enterprise's liaison (邀请)."
        permission = ("read", "account")

    principal = graphene.Field(PrincipalType, required=True, description="As whom one is invited to act.")
    state = InvitationState(required=True, description="How far it has come.")
    created_at = graphene.DateTime(required=True, description="When it was made.")
    expires_at = graphene.DateTime(required=True, description="Until when its link can be followed.")
    accepted_by = graphene.String(description="The login that accepted it.")
    accepted_name = graphene.String(
        description="What whoever accepted says they are called; null if they do not say."
    )
    link = graphene.String(
        description="Its page, to be passed on. Told in the answer of `inviteLiaison` only."
    )

    def resolve_principal(invitation: Any, info: Any) -> Any:
        return follow(invitation, "principal")

    def resolve_state(invitation: Any, info: Any) -> str:
        return state_of(invitation)

    def resolve_accepted_by(invitation: Any, info: Any) -> str | None:
        return load(invitation, "accepted_by", _logins)

    def resolve_accepted_name(invitation: Any, info: Any) -> str | None:
        return invitation.accepted_name or None

    def resolve_link(invitation: Any, info: Any) -> str | None:
        secret = info.context.told_once.get(invitation.pk)
        if secret is None:
            return None
        page = reverse("invitation", kwargs={"slug": info.context.district.slug, "secret": secret})
        return info.context.request.build_absolute_uri(page)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those the reader may approve or has accepted."""
        return by_id(invitations_for(context.reader), ids)


InvitationConnection = connection_of(InvitationType, "Invitation", "invitations")


def _logins(invitations: list[Any]) -> dict[UUID, str]:
    accounts = Account.objects.filter(pk__in={row.accepted_by_id for row in invitations} - {None})
    logins = dict(accounts.values_list("pk", "login"))
    return {row.pk: logins[row.accepted_by_id] for row in invitations if row.accepted_by_id in logins}
