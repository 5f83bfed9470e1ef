from typing import Any

import graphene

from api.graphql.peers import together
from tenants.isolation.scope import current_district_id
from tenants.models import Building

from .types import BuildingType


class PlaceQueries(graphene.ObjectType):
    buildings = graphene.List(
        graphene.NonNull(BuildingType), description="The buildings in the district's order."
    )

    def resolve_buildings(root: Any, info: Any) -> list[Building]:
        return together(Building.objects.filter(district=current_district_id()).order_by("ordinal", "id"))
