"""`searchEnterprises`: hits of the index, read again under the same filter as the directory."""

from functools import cached_property
from typing import Any
from uuid import UUID

import graphene

from search.selectors import Found, search_enterprises
from tenants.errors import Refusal

from ..connections import Wanted, connection_of, page_arguments
from ..errors import problem
from ..peers import together
from .filters import EnterpriseFilter, in_the_index, matching_enterprises
from .types import EnterpriseType


class SearchPage:
    """What was found, as a connection is resolved from it."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._hits = {hit.enterprise.pk: hit for hit in found.hits}
        self.has_next, self.has_previous = found.has_next_page, found.has_previous_page

    @cached_property
    def rows(self) -> list[Any]:
        return together(hit.enterprise for hit in self._found.hits)

    @property
    def total(self) -> int:
        return self._found.total_count

    def cursor(self, row: Any) -> str:
        return self._hits[row.pk].cursor

    def score(self, key: UUID) -> float:
        return self._hits[key].score


EnterpriseSearchConnection = connection_of(
    EnterpriseType,
    "EnterpriseSearch",
    "enterprises found",
    edge_fields={
        "score": graphene.Float(
            required=True,
            description="How well it fits: comparable within one search only, e.g. `70.2`.",
            resolver=lambda edge, info: edge[0].score(edge[1].pk),
        )
    },
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
        context, page = info.context, Wanted(**wanted)
        try:
            found = search_enterprises(
                reader=context.reader,
                text=text,
                first=page.size,
                after=page.after,
                filters=in_the_index(filter or {}),
                among=matching_enterprises(context, filter or {}),
            )
        except Refusal as refusal:
            if refusal.code == "INVALID_CURSOR":
                raise problem("BAD_CURSOR", argument="after") from refusal
            raise
        return SearchPage(found)
