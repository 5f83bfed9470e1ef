"""The facets of one search: by the index where it knows all that narrows, else by the database."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from search.criteria import Criteria
from search.engine import DEEPEST, Counts
from tenants.permissions import forbidden

from .among import Among, Counting

if TYPE_CHECKING:
    from .paging import Asked


class Facets:
    """A facet is counted over what the search would find without the facet's own filter; whether that is what
    fits or, where nothing does, what nearly fits, is asked of each anew."""

    def __init__(
        self, asked: "Asked[Any]", among: Among[Any], counting: Counting, expected: Iterable[str]
    ) -> None:
        self._asked, self._among, self._counting = asked, among, counting
        self._expected = [
            name for name in expected if name in counting.allowed and not counting.by_database(name)
        ]
        self._told: dict[bool, dict[str, Counts]] = {False: {}, True: {}}
        self._seen: dict[str | None, list[UUID]] = {}

    def due(self, nearly: bool) -> list[str]:
        """What the index should count along with a page."""
        set_ones = self._asked.strict.filters if nearly else ()
        return [name for name in self._expected if name not in self._told[nearly] and name not in set_ones]

    def told(self, nearly: bool, counts: Mapping[str, Counts]) -> None:
        self._told[nearly].update(counts)

    def counted(self, names: Collection[str]) -> dict[str, Counts]:
        """See `Found.facets`."""
        if not set(names) <= set(self._counting.allowed):
            raise forbidden()
        by_index = [name for name in names if not self._counting.by_database(name)]
        found = self._by_index(by_index)
        return {name: found[name] if name in found else self._by_database(name) for name in names}

    def _by_index(self, names: list[str]) -> dict[str, Counts]:
        asked, nearly = self._asked, self._asked.nearly
        own = [name for name in names if nearly and name in asked.strict.filters]
        told = self._told[nearly]
        missing = [name for name in names if name not in told and name not in own]
        if missing:
            told |= asked.ask(asked.near if nearly else asked.strict, limit=0, facets=missing).facets
        found = {name: told[name] for name in names if name not in own}
        for name in own:
            hits = asked.ask(asked.strict.without(name), limit=0, facets=[name])
            if not hits.total:
                hits = asked.ask(asked.near.without(name), limit=0, facets=[name])
            found[name] = hits.facets[name]
        return {name: self._counting.kept(name, counts) for name, counts in found.items()}

    def _by_database(self, name: str) -> Counts:
        own = name if name in self._among.narrowed else None
        if own not in self._seen:
            self._seen[own] = self._seen_whatever(name)
        return self._counting.count(name, self._seen[own])

    def _seen_whatever(self, name: str) -> list[UUID]:
        """What the reader would see, whatever the filter of this facet says."""
        rows = self._among.whatever(name)
        for fitting in (
            (self._asked.strict, self._asked.near) if self._asked.nearly else (self._asked.strict,)
        ):
            total, ids = self._ids(fitting.without(name))
            seen = list(rows.filter(pk__in=ids).values_list("pk", flat=True)) if ids else []
            if seen or (self._asked.for_everybody and total):
                return seen
        return []

    def _ids(self, wanted: Criteria) -> tuple[int, list[UUID]]:
        if wanted.match_none:
            return 0, []
        hits = self._asked.ask(wanted, limit=DEEPEST)
        return hits.total, [one for one, _score in hits.page]
