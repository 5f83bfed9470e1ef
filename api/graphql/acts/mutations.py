from typing import Any
from uuid import UUID

import graphene

from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.actions.undoing import take_back
from tenants.acts.authors import Author

from .types import ActType


class TakeBackInput(HouseInput):
    class Meta:
        description = "Which act."

    act = graphene.ID(required=True, description="The act, one of `acts`.")


class TakeBack(RetriableMutation):
    class Meta:
        description = (
            "Take back what was done, while nothing has been built on it. Answers the act that does so."
        )
        permission = ("undo", "act")
        input = TakeBackInput
        answer = ("act", ActType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return take_back(by=author, act_id=key_in(given, "act", "Act")).id


class ActMutations:
    """Taking back."""

    take_back = TakeBack.Field()
