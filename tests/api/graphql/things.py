"""The smallest type and input that may exist."""

import graphene

from api.graphql.base import READ_DIRECTORY, HouseType
from api.graphql.mutating import HouseInput


class Thing(HouseType):
    class Meta:
        description = "A thing."
        permission = READ_DIRECTORY

    name = graphene.String(description="Its name.")


class ThingInput(HouseInput):
    class Meta:
        description = "What to do with a thing."
