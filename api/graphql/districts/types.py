from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from api.graphql.base import READ_DIRECTORY, HouseType
from api.graphql.context import Context
from tenants.models import District


class DistrictType(HouseType):
    class Meta:
        name = "District"
        model = District
        permission = READ_DIRECTORY
        description = "One alliance's area (商圈), e.g. 中德广场. Everything you can ask here belongs to it."

    slug = graphene.String(
        required=True, description="Its part of the address: `/d/<slug>/graphql`, e.g. `zhongde`."
    )
    name = graphene.String(required=True, description="Its name, e.g. 中德广场.")

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Districts lie outside the walls: this one alone answers, others like none."""
        return {key: context.district for key in ids if key == context.district.id}
