"""Agreements are drafted, signed and ended by whoever signs for the alliance."""

from typing import Any
from uuid import UUID

import graphene

from alliance.agreements import actions
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .inputs import AgreementTermsInput, terms_of
from .types import AgreementType

KEEP = ("keep", "agreement")
VERSION = "Refuse with `VERSION_CHANGED` if it is at another one by now."


class DraftAgreementInput(AgreementTermsInput):
    class Meta:
        description = "What is to be signed."


class ChangeAgreementInput(AgreementTermsInput):
    class Meta:
        description = "The draft as it is to be, promises included."

    id = graphene.ID(required=True, description="The agreement.")
    expected_version = graphene.Int(description=VERSION)


class SignAgreementInput(HouseInput):
    class Meta:
        description = "Which agreement was signed, and when."

    id = graphene.ID(required=True, description="The agreement.")
    on = graphene.Date(description="The day on which it was signed. Default: today.")
    expected_version = graphene.Int(description=VERSION)


class EndAgreementInput(HouseInput):
    class Meta:
        description = "Which agreement ends earlier than was agreed."

    id = graphene.ID(required=True, description="The agreement.")
    last_day = graphene.Date(required=True, description="The last day on which it holds, included.")
    reason = graphene.String(required=True, description="Why, up to 300 characters.")
    expected_version = graphene.Int(description=VERSION)


class DraftAgreement(RetriableMutation):
    class Meta:
        description = "Write down what is to be signed with a resident institution. Nothing opens yet."
        permission = KEEP
        input = DraftAgreementInput
        answer = ("agreement", AgreementType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.draft_agreement(by=author, terms=terms_of(given))


class ChangeAgreement(RetriableMutation):
    class Meta:
        description = "Write a draft anew."
        permission = KEEP
        input = ChangeAgreementInput
        answer = ("agreement", AgreementType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.change_agreement(
            by=author,
            agreement_id=key_in(given, "id", "Agreement"),
            terms=terms_of(given),
            expected_version=given.get("expected_version"),
        )


class SignAgreement(RetriableMutation):
    class Meta:
        description = "It was signed: what it promises opens and closes on its days, without anybody's hand."
        permission = KEEP
        input = SignAgreementInput
        answer = ("agreement", AgreementType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.sign_agreement(
            by=author,
            agreement_id=key_in(given, "id", "Agreement"),
            on=given.get("on"),
            expected_version=given.get("expected_version"),
        )


class EndAgreement(RetriableMutation):
    class Meta:
        description = "It ends earlier than was agreed; what it opened closes with its last day."
        permission = KEEP
        input = EndAgreementInput
        answer = ("agreement", AgreementType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.end_agreement(
            by=author,
            agreement_id=key_in(given, "id", "Agreement"),
            last_day=given.last_day,
            reason=given.reason,
            expected_version=given.get("expected_version"),
        )


class AgreementMutations:
    """Agreements."""

    draft_agreement = DraftAgreement.Field()
    change_agreement = ChangeAgreement.Field()
    sign_agreement = SignAgreement.Field()
    end_agreement = EndAgreement.Field()
