"""What every search has in common: the connection of what was found, and how it is asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

import graphene

from search.selectors import Found
from tenants.errors import Refusal

from .connections import Wanted, connection_of
from .errors import problem
from .peers import together


class SearchPage:
    """What was found, as a connection is resolved from it."""

    def __init__(self, found: Found[Any]) -> None:
        self._found = found
        self._hits = {hit.row.pk: hit for hit in found.hits}
        self.has_next, self.has_previous = found.has_next_page, found.has_previous_page

    @cached_property
    def rows(self) -> list[Any]:
        return together(hit.row for hit in self._found.hits)

    @property
    def total(self) -> int:
        return self._found.total_count

    def facets(self, names: list[str]) -> dict[str, Mapping[str, int]]:
        return self._found.facets(names)

    def cursor(self, row: Any) -> str:
        return self._hits[row.pk].cursor

    def score(self, key: UUID) -> float:
        return self._hits[key].score


def search_connection_of(node: Any, name: str, described: str, *, facets: Any) -> Any:
    """A connection whose edges tell how well they fit; and how many there are of each value."""
    score = graphene.Float(
        required=True,
        description="How well it fits: comparable within one search only, e.g. `70.2`.",
        resolver=lambda edge, info: edge[0].score(edge[1].pk),
    )
    return connection_of(node, name, described, edge_fields={"score": score}, fields={"facets": facets})


def found_by(search: Callable[..., Found[Any]], page: dict[str, Any], /, **asked: Any) -> SearchPage:
    """A page of what a search of `search.selectors` finds. Raises BAD_PAGE_SIZE or BAD_CURSOR."""
    which = Wanted(**page)
    try:
        return SearchPage(search(first=which.size, after=which.after, **asked))
    except Refusal as refusal:
        if refusal.code == "INVALID_CURSOR":
            raise problem("BAD_CURSOR", argument="after") from refusal
        raise
