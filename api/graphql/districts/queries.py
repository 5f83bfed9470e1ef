from typing import Any

import graphene

from .types import DistrictType


class DistrictQueries(graphene.ObjectType):
    district = graphene.Field(DistrictType, description="The district at this address.")

    def resolve_district(root: Any, info: Any) -> Any:
        return info.context.district
