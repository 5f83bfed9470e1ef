"""The rows that a search may show, and how they are counted in the database, where the index cannot."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from search.engine import Counts

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Among(Generic[Row]):
    """The rows that may be shown at all, and what narrows them.

    `narrowed`: the facets whose filters are set; `without` gives the rows as they were if one of these were
    not. `in_the_index`: the index was given all these filters too, so what it counts is what is shown.
    """

    rows: QuerySet[Row]
    narrowed: frozenset[str] = frozenset()
    without: Callable[[str], QuerySet[Row]] | None = None
    in_the_index: bool = True

    def whatever(self, facet: str) -> QuerySet[Row]:
        """The rows, whatever the filter of this facet says."""
        return self.without(facet) if self.without and facet in self.narrowed else self.rows


@dataclass(frozen=True)
class Counting:
    """`allowed`: the facets that this reader may see. `by_database`: whether one must be counted there.
    `count` does so: value → how many of these rows have it, in one statement. `kept`: of what the index
    counted, the values that can be chosen."""

    allowed: Collection[str]
    by_database: Callable[[str], bool]
    count: Callable[[str, Collection[UUID]], Counts]
    kept: Callable[[str, Counts], Counts] = lambda facet, counts: counts
