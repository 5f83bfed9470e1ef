"""What every search has in common: the connection of what was found, and how it is asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

import graphene

from search.because import Reason
from search.selectors import Found, Reasons
from tenants.errors import Refusal
from tenants.readers import Reader
from tenants.reading.local_readings import Readings

from .because import BecauseType
from .connections import Wanted, connection_of
from .errors import problem
from .peers import together


class SearchPage:
    """What was found, as a connection is resolved from it."""

    def __init__(self, found: Found[Any], why: Callable[[list[Any]], Reasons]) -> None:
        self._found, self._why = found, why
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

    @cached_property
    def _reasons(self) -> Reasons:
        return self._why(self.rows)

    def because(self, key: UUID) -> list[Reason]:
        """Why that row was found; read for the whole page when one is asked."""
        return self._reasons.get(key, [])


def search_connection_of(node: Any, name: str, described: str, *, facets: Any) -> Any:
    """A connection whose edges tell how well they fit and why; and how many there are of each value."""
    score = graphene.Float(
        required=True,
        description="How well it fits: comparable within one search only, e.g. `70.2`.",
        resolver=lambda edge, info: edge[0].score(edge[1].pk),
    )
    because = graphene.List(
        graphene.NonNull(BecauseType),
        required=True,
        description="Why it was found: first what gave the score, then what else matched. Of a text in parts "
        "(`新众通 A座`) each part has its reason.",
        resolver=lambda edge, info: edge[0].because(edge[1].pk),
    )
    edge_fields = {"score": score, "because": because}
    return connection_of(node, name, described, edge_fields=edge_fields, fields={"facets": facets})


def found_by(
    search: Callable[..., Found[Any]],
    why: Callable[..., Reasons],
    page: dict[str, Any],
    /,
    *,
    reader: Reader,
    text: str,
    readings: Readings,
    **asked: Any,
) -> SearchPage:
    """A page of what a search of `search.selectors` finds, and `why`. Raises BAD_PAGE_SIZE or BAD_CURSOR."""
    which = Wanted(**page)
    try:
        found = search(
            reader=reader, text=text, readings=readings, first=which.size, after=which.after, **asked
        )
    except Refusal as refusal:
        if refusal.code == "INVALID_CURSOR":
            raise problem("BAD_CURSOR", argument="after") from refusal
        raise
    return SearchPage(found, lambda rows: why(reader=reader, text=text, rows=rows, readings=readings))
