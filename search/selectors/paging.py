"""A page of a ranking, whatever is searched for."""

import base64
import binascii
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import Generic

from django.utils.translation import gettext_lazy as _

from search.criteria import Criteria, Filters, criteria
from search.engine import DEEPEST, Counts, Engine, Hits, SearchAway
from search.engines import engine
from search.fields import AS_WRITTEN, Subject
from tenants.errors import Refusal
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader
from tenants.reading.local_readings import Readings
from tenants.selectors.readings import district_readings

from .among import Among, Counting, Row
from .faceting import Facets

MOST_AT_ONCE = 100
_CHUNK = 1000


@dataclass(frozen=True)
class Hit(Generic[Row]):
    row: Row
    score: float
    cursor: str


@dataclass(frozen=True)
class Place:
    """Where a page begins: so many hits of the strict or the near ranking lie before it."""

    nearly: bool
    offset: int

    def cursor(self) -> str:
        return (
            base64.urlsafe_b64encode(f"{'n' if self.nearly else 's'}{self.offset}".encode())
            .decode()
            .rstrip("=")
        )

    @classmethod
    def at(cls, cursor: str | None) -> "Place | None":
        if cursor is None:
            return None
        try:
            text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
            if text[0] in "ns" and text[1:].isdecimal() and int(text[1:]) <= DEEPEST:
                return cls(text[0] == "n", int(text[1:]))
        except (binascii.Error, UnicodeError, ValueError, IndexError):
            pass
        raise Refusal("INVALID_CURSOR", _("This cursor is not one of this list."), ("after",))


@dataclass(frozen=True)
class Found(Generic[Row]):
    """One page of a search, best first. `total_count` is computed when it is asked for."""

    hits: list[Hit[Row]]
    has_next_page: bool
    has_previous_page: bool
    _asked: "Asked[Row]"

    @cached_property
    def total_count(self) -> int:
        """How many there are that the reader may see. Exact to `DEEPEST` hits; beyond, as the index has it,
        or, of what is not for everybody, not at all.

        Raises Refusal `SEARCH_UNAVAILABLE`.
        """
        return self._asked.count()

    def facets(self, names: Collection[str]) -> dict[str, Counts]:
        """Facet → value → how many there are that the reader may see, when the facet's own filter is left
        away; and so, what is found when the value is chosen instead. Exact, where the index does not know
        all that narrows, to `DEEPEST` hits, as far as one can page.

        Raises Refusal `SEARCH_UNAVAILABLE`; `FORBIDDEN` for a facet that is not for this reader.
        """
        return self._asked.facets.counted(names)


class Asked(Generic[Row]):
    """One search, asked page by page. `facets` are those that will be asked of it: they are counted along
    with the first page.

    `for_everybody`: what the index holds of the subject is no secret to anybody. Where it is, neither a
    count, nor a cursor, nor what is proposed instead may tell of a hit that the reader cannot see.
    """

    def __init__(
        self,
        subject: Subject,
        *,
        reader: Reader,
        text: str,
        filters: Filters | None,
        among: Among[Row],
        counting: Counting,
        for_everybody: bool,
        readings: Readings | None,
        only: Collection[str] | None = None,
        facets: Collection[str] = (),
    ) -> None:
        self._among, self.for_everybody = among.rows, for_everybody
        self._criteria = partial(
            criteria,
            current_district_id(),
            subject,
            reader,
            text,
            filters=filters,
            only=only,
            readings=readings or district_readings(),
        )
        self._engine: Engine = engine()
        self._known: dict[tuple[bool, int, int], Hits] = {}
        self.nearly = False
        self.facets = Facets(self, among, counting, facets)

    @cached_property
    def strict(self) -> Criteria:
        return self._criteria()

    @cached_property
    def near(self) -> Criteria:
        return self._criteria(nearly=True)

    def page(self, first: int, after: str | None) -> Found[Row]:
        """Raises Refusal: `SEARCH_UNAVAILABLE`, `INVALID_CURSOR`, `INVALID_PAGE`."""
        if not 0 <= first <= MOST_AT_ONCE:
            raise Refusal("INVALID_PAGE", _("Ask for 0 to 100 at once."), ("first",))
        start = Place.at(after)
        place = start or Place(nearly=False, offset=0)
        seen = self._seen_from(place, first + 1)
        if start is None and not self._is_as_written(seen, first + 1):
            place = Place(nearly=True, offset=0)
            seen = self._seen_from(place, first + 1)
        hits = [Hit(row, score, Place(place.nearly, at + 1).cursor()) for at, row, score in seen[:first]]
        return Found(hits, len(seen) > first, place.offset > 0, self)

    def _is_as_written(self, seen: list[tuple[int, Row, float]], page: int) -> bool:
        """Whether the best hit is as typed; else what nearly matches is wanted, too."""
        if self.for_everybody:
            scores = [score for _, score in self._hits(0, page).page]
        else:
            scores = [score for _, _, score in seen]
        return any(score >= AS_WRITTEN for score in scores[:1])

    def _seen_from(self, place: Place, count: int) -> list[tuple[int, Row, float]]:
        self.nearly = place.nearly
        if self.for_everybody:
            return list(islice(self._visible_from(place.offset, page=count), count))
        skipped = place.offset  # of what the reader may see: a place in the index would count the others
        ranked = self._visible_from(0, page=min(skipped + count, _CHUNK))
        seen = islice(ranked, skipped, skipped + count)
        return [(at, row, score) for at, (_at, row, score) in enumerate(seen, skipped)]

    def _visible_from(self, offset: int, *, page: int) -> Iterator[tuple[int, Row, float]]:
        """(place in the ranking, row, score) of what the reader may see. A page at first; where hits turn out
        to be none of the reader's business, more at a time."""
        size = page
        while offset < DEEPEST:
            found = self._hits(offset, min(size, DEEPEST - offset))
            total, hits = found.total, found.page
            seen = self._among.in_bulk([one for one, _ in hits])
            for place, (one, score) in enumerate(hits, offset):
                if one in seen:
                    yield place, seen[one], score
            offset += len(hits)
            if offset >= total or not hits:
                return
            size = _CHUNK

    def count(self) -> int:
        visible, offset, total = 0, 0, 1
        while offset < min(total, DEEPEST):
            found = self._hits(offset, min(_CHUNK, DEEPEST - offset))
            total, hits = found.total, found.page
            visible += self._among.filter(id__in=[one for one, _ in hits]).count()
            offset += len(hits)
            if not hits:
                break
        return visible + (max(0, total - offset) if self.for_everybody else 0)

    def _hits(self, offset: int, limit: int) -> Hits:
        asked = self.near if self.nearly else self.strict
        if asked.match_none:
            return Hits(0, ())
        key = (self.nearly, offset, limit)
        if key not in self._known:  # it is asked again whether there was anything at all
            hits = self.ask(asked, limit=limit, offset=offset, facets=self.facets.due(self.nearly))
            self.facets.told(self.nearly, hits.facets)
            self._known[key] = hits
        return self._known[key]

    def ask(self, asked: Criteria, *, limit: int, offset: int = 0, facets: Collection[str] = ()) -> Hits:
        """Raises Refusal `SEARCH_UNAVAILABLE`."""
        try:
            return self._engine.search(asked, limit=limit, offset=offset, facets=facets)
        except SearchAway as error:
            raise Refusal(
                "SEARCH_UNAVAILABLE", _("The search is not available just now; the directory still answers.")
            ) from error
