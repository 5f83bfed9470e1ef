from typing import Any
from uuid import UUID

import graphene

from api.graphql.acts.types import ActType
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.actions.readings import remove_local_reading, set_local_reading
from tenants.acts.authors import Author

from .types import LocalReadingType


class SetLocalReadingInput(HouseInput):
    class Meta:
        description = "How a phrase is read here."

    phrase = graphene.String(required=True, description="1 to 12 Chinese characters, e.g. 单县.")
    reading = graphene.String(
        description="A syllable with a tone digit for each, e.g. `shan4 xian4` (ü as v or ü, 5: neutral). "
        "Null: as the dictionary has it, whatever came with the product."
    )


class RemoveLocalReadingInput(HouseInput):
    class Meta:
        description = "Which entry to remove."

    local_reading = graphene.ID(required=True, description="The entry, one of `localReadings`.")


class SetLocalReading(RetriableMutation):
    class Meta:
        description = (
            "Say how a phrase is read here; an entry for the same phrase is changed. Names that hold it are "
            "sorted and found by it within seconds; addresses stay."
        )
        permission = ("set", "local_reading")
        input = SetLocalReadingInput
        answer = ("local_reading", LocalReadingType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return set_local_reading(by=author, phrase=given.phrase, reading=given.get("reading") or "")


class RemoveLocalReading(RetriableMutation):
    class Meta:
        description = (
            "Remove an entry: the phrase is read as the table that came with the product says, or the "
            "dictionary. Answers the act that does so."
        )
        permission = ("set", "local_reading")
        input = RemoveLocalReadingInput
        answer = ("act", ActType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return remove_local_reading(by=author, reading_id=key_in(given, "local_reading", "LocalReading"))


class ReadingMutations:
    """Mutations of how names are read."""

    set_local_reading = SetLocalReading.Field()
    remove_local_reading = RemoveLocalReading.Field()
