"""`searchEnterprises`: hits of the index, read again under the same filter as the directory."""

from typing import Any

import graphene

from search.selectors import search_enterprises, why_enterprises
from tenants.selectors.readings import readings_of

from ..connections import page_arguments
from ..searching import SearchPage, found_by, search_connection_of
from .facets import facets, facets_ahead
from .filters import EnterpriseFilter
from .indexed import among, in_the_index
from .types import EnterpriseType

EnterpriseSearchConnection = search_connection_of(
    EnterpriseType, "EnterpriseSearch", "enterprises found", facets=facets()
)


class SearchQueries:
    """Root fields that find."""

    search_enterprises = graphene.Field(
        EnterpriseSearchConnection,
        text=graphene.Argument(
            graphene.String,
            required=True,
            description="Hanzi, pinyin, initials, a unit's number, part of a USCC, e.g. `xzt`, `A座1203`.",
        ),
        **page_arguments(backward=False),
        filter=graphene.Argument(EnterpriseFilter, description="Which of them, as in `enterprises`."),
        description="The enterprises of the directory that fit a text, best first.",
    )

    def resolve_search_enterprises(
        root: Any, info: Any, text: str, filter: Any = None, **wanted: Any
    ) -> SearchPage:
        return found_by(
            search_enterprises,
            why_enterprises,
            wanted,
            reader=info.context.reader,
            text=text,
            readings=readings_of(info.context.district),
            among=among(info.context, filter or {}),
            filters=in_the_index(info.context, filter or {}),
            facets=facets_ahead(info),
        )
