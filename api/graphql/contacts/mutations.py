from typing import Any
from uuid import UUID

import graphene

from api.graphql.accounts.reveals import RevealPurpose
from api.graphql.contacts.types import ContactType
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.actions.contacts import reveal
from tenants.acts.authors import Author


class RevealContactInput(HouseInput):
    class Meta:
        description = "Whose number you need, and what for."

    id = graphene.ID(required=True, description="The contact.")
    purpose = RevealPurpose(
        required=True, description="What you need the number for. The person can read it."
    )


class RevealContact(RetriableMutation):
    class Meta:
        description = "See a contact's phone number, for a purpose. The person concerned sees who did."
        permission = ("reveal", "contact.phone")
        input = RevealContactInput
        answer = ("contact", ContactType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return reveal(
            by=author, contact_id=key_in(given, "id", "Contact"), purpose=given.purpose.value
        ).contact_id


class ContactMutations:
    """Mutations of contacts."""

    reveal_contact = RevealContact.Field()
