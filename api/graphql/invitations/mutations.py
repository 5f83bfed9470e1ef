from typing import Any
from uuid import UUID

import graphene

from api.graphql.accounts.mandates import MandateType
from api.graphql.context import Context
from api.graphql.invitations.types import InvitationType
from api.graphql.keys import key_in
from api.graphql.mutating import AccountInput, HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.actions import mandates
from tenants.actions.links import another_link
from tenants.actions.newcomers import accept_as
from tenants.acts.authors import Author


class InviteLiaisonInput(HouseInput):
    class Meta:
        description = "For which enterprise a liaison is wanted."

    enterprise = graphene.ID(
        required=True, description="The enterprise. Its invitation expires after 14 days."
    )


class AcceptInvitationInput(AccountInput):
    class Meta:
        description = "The invitation somebody passed on to you."

    secret = graphene.String(required=True, description="The last part of the link's address.")
    name = graphene.String(
        description="What you are called, e.g. 赵敏. The enterprise's contacts name you once approved."
    )
    phone = graphene.String(
        description="How to reach you, e.g. `13900001111`; masked until somebody says what for."
    )


class InvitationInput(HouseInput):
    class Meta:
        description = "Which invitation."

    id = graphene.ID(required=True, description="The invitation.")


class RevokeMandateInput(HouseInput):
    class Meta:
        description = "Which mandate to take away."

    id = graphene.ID(required=True, description="The mandate.")


class InviteLiaison(RetriableMutation):
    class Meta:
        description = (
            "Make a link that asks somebody to become an enterprise's liaison. A retry with the same "
            "`idempotencyKey` answers with a fresh link while nobody has followed one; the lost one is dead."
        )
        permission = ("invite", "liaison")
        input = InviteLiaisonInput
        answer = ("invitation", InvitationType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        enterprise_id = key_in(given, "enterprise", "Enterprise")
        invitation, secret = mandates.invite(by=author, enterprise_id=enterprise_id)
        context.told_once[invitation.pk] = secret
        return invitation.pk

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        key = super().perform(context, author=author, given=given)
        if key not in context.told_once:  # a retry: what was told is kept as a hash only
            secret = another_link(by=author, invitation_id=key)
            if secret is not None:
                context.told_once[key] = secret
        return key


class AcceptInvitation(RetriableMutation):
    class Meta:
        description = (
            "Accept an invitation as whoever is signed in. The mandate begins once the office approves."
        )
        permission = ("accept", "invitation")
        input = AcceptInvitationInput
        answer = ("invitation", InvitationType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return accept_as(
            secret=given.secret,
            account=context.reader.account,
            name=given.get("name") or "",
            phone=given.get("phone") or "",
        ).pk


class ApproveInvitation(RetriableMutation):
    class Meta:
        description = "Say yes to whoever accepted an invitation: the liaison's mandate begins today."
        permission = ("approve", "liaison")
        input = InvitationInput
        answer = ("mandate", MandateType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return mandates.approve(by=author, invitation_id=key_in(given, "id", "Invitation")).pk


class WithdrawInvitation(RetriableMutation):
    class Meta:
        description = "Take an invitation back: its link is dead, whoever accepted it is not approved."
        permission = ("invite", "liaison")
        input = InvitationInput
        answer = ("invitation", InvitationType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return mandates.withdraw(by=author, invitation_id=key_in(given, "id", "Invitation")).pk


class RevokeMandate(RetriableMutation):
    class Meta:
        description = "Take a mandate away, at once, in running logins too."
        permission = ("revoke", "mandate")
        input = RevokeMandateInput
        answer = ("mandate", MandateType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return mandates.revoke(by=author, mandate_id=key_in(given, "id", "Mandate")).pk


class InvitationMutations:
    """Mutations of invitations and mandates."""

    invite_liaison = InviteLiaison.Field()
    accept_invitation = AcceptInvitation.Field()
    approve_invitation = ApproveInvitation.Field()
    withdraw_invitation = WithdrawInvitation.Field()
    revoke_mandate = RevokeMandate.Field()
