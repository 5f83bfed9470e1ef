from typing import Any

import graphene

from api.graphql.base import Guarded
from api.graphql.peers import together
from tenants.selectors.readings import local_readings

from .types import LocalReadingType


class ReadingQueries:
    """Root fields about how names are read."""

    local_readings = Guarded(
        graphene.List(graphene.NonNull(LocalReadingType)),
        permission=("read", "local_reading"),
        description="The district's own readings, by phrase, above those that came with the product.",
    )

    def resolve_local_readings(root: Any, info: Any) -> list[Any]:
        return together(local_readings())
