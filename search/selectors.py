"""Finding. The index is a hint, the database the truth: every hit is read again, in scope, for its reader."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alliance.members.selectors import directory
from search.criteria import Criteria, Filters, criteria
from search.engine import Engine, SearchAway
from search.engines import engine
from tenants.errors import Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise
from tenants.readers import Reader

MOST_AT_ONCE = 100
# How far down a ranking is counted and paged. Elasticsearch's own limit; nobody reads the ten thousandth hit.
DEEPEST = 10_000
_CHUNK = 1000


@dataclass(frozen=True)
class Hit:
    enterprise: Enterprise
    score: float
    cursor: str


@dataclass(frozen=True)
class _Place:
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
    def at(cls, cursor: str | None) -> "_Place | None":
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
class Found:
    """One page of a search, best first. `total_count` is computed when it is asked for."""

    hits: list[Hit]
    has_next_page: bool
    has_previous_page: bool
    _asked: "_Asked"

    @cached_property
    def total_count(self) -> int:
        """How many there are that the reader may see. Exact to `DEEPEST` hits; beyond, as the index has it.

        Raises Refusal `SEARCH_UNAVAILABLE`.
        """
        return self._asked.count()


def search_enterprises(
    *,
    reader: Reader,
    text: str,
    first: int = 20,
    after: str | None = None,
    filters: Filters | None = None,
    among: QuerySet[Enterprise] | None = None,
) -> Found:
    """The enterprises of the open district that the reader may find by a text, best first.

    `filters` narrow inside the index (`search.fields.FILTERS`: building, floor, format → ids as text;
    industry → codes; tag → folded labels; kind, initial); an empty choice matches none. `among` are the
    enterprises that may be shown at all: the directory of today, narrowed in whatever way the index does not
    know. Raises Refusal: `SEARCH_UNAVAILABLE`, `INVALID_CURSOR`, `INVALID_PAGE`.
    """
    if not 0 <= first <= MOST_AT_ONCE:
        raise Refusal("INVALID_PAGE", _("Ask for 0 to 100 at once."), ("first",))
    start = _Place.at(after)
    asked = _Asked(reader, text, dict(filters or {}), directory() if among is None else among)
    if start is None:
        start = _Place(nearly=asked.nothing_strict(first + 1), offset=0)
    asked.nearly = start.nearly
    hits: list[Hit] = []
    for offset, enterprise, score in asked.visible_from(start.offset, page=first + 1):
        if len(hits) == first:
            return Found(hits, True, start.offset > 0, asked)
        hits.append(Hit(enterprise, score, _Place(start.nearly, offset + 1).cursor()))
    return Found(hits, False, start.offset > 0, asked)


class _Asked:
    """One search, asked page by page."""

    def __init__(self, reader: Reader, text: str, filters: Filters, among: QuerySet[Enterprise]) -> None:
        self._reader, self._text, self._filters, self._among = reader, text, filters, among
        self._engine: Engine = engine()
        self._known: dict[tuple[bool, int, int], tuple[int, tuple[tuple[UUID, float], ...]]] = {}
        self.nearly = False

    @cached_property
    def _strict(self) -> Criteria:
        return criteria(current_district_id(), self._reader, self._text, filters=self._filters)

    @cached_property
    def _near(self) -> Criteria:
        return criteria(current_district_id(), self._reader, self._text, filters=self._filters, nearly=True)

    def nothing_strict(self, page: int) -> bool:
        """Whether nothing matches as it was typed, so that what nearly matches is wanted."""
        return self._hits(0, page)[0] == 0

    def visible_from(self, offset: int, *, page: int) -> Iterator[tuple[int, Enterprise, float]]:
        """(place in the ranking, enterprise, score) of what the reader may see. A page at first; where hits
        turn out to be none of the reader's business, more at a time."""
        size = page
        while offset < DEEPEST:
            total, hits = self._hits(offset, min(size, DEEPEST - offset))
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
            total, hits = self._hits(offset, min(_CHUNK, DEEPEST - offset))
            visible += self._among.filter(id__in=[one for one, _ in hits]).count()
            offset += len(hits)
            if not hits:
                break
        return visible + max(0, total - offset)

    def _hits(self, offset: int, limit: int) -> tuple[int, tuple[tuple[UUID, float], ...]]:
        asked = self._near if self.nearly else self._strict
        if asked.match_none:
            return 0, ()
        key = (self.nearly, offset, limit)
        if key in self._known:  # the first page is asked for twice: is there anything, and what
            return self._known[key]
        try:
            hits = self._engine.search(asked, limit=limit, offset=offset)
        except SearchAway as error:
            raise Refusal(
                "SEARCH_UNAVAILABLE", _("The search is not available just now; the directory still answers.")
            ) from error
        self._known[key] = hits.total, hits.page
        return self._known[key]
