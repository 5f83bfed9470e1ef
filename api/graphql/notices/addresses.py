"""Where mail to whoever asks goes."""

from typing import Any
from uuid import UUID

import graphene

from alliance.notices.actions.addresses import ask_for_address, remove_address
from api.graphql.accounts.types import AccountType
from api.graphql.context import Context
from api.graphql.mutating import AccountInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author


class SetMailAddressInput(AccountInput):
    class Meta:
        description = "Where you want mail to go."

    address = graphene.String(
        required=True, description="Your e-mail address, up to 254 characters, e.g. `wang@example.org`."
    )


class RemoveMailAddressInput(AccountInput):
    class Meta:
        description = "That you want no mail any more."


class SetMailAddress(RetriableMutation):
    class Meta:
        description = (
            "Give your e-mail address. A letter goes there; it is yours once you open its link and confirm, "
            "within a day. Until then the address you had stays. At most three times an hour."
        )
        permission = ("read", "notice")
        input = SetMailAddressInput
        answer = ("account", AccountType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        ask_for_address(account_id=author.account_id, address=given.address)
        return context.reader.account.pk


class RemoveMailAddress(RetriableMutation):
    class Meta:
        description = "Have no mail sent to you any more, from any district; links not confirmed are void."
        permission = ("read", "notice")
        input = RemoveMailAddressInput
        answer = ("account", AccountType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return remove_address(account_id=author.account_id)
