"""What a search engine must be able to do. tantivy is one; the contract tests say what the words mean."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from search.criteria import Criteria
from search.fields import Subject

# How far down a ranking is counted and paged: `offset` and `limit` together. Elasticsearch's own limit;
# nobody reads the ten thousandth hit.
DEEPEST = 10_000


class SearchAway(Exception):
    """The index is out of reach: search is degraded, and what should be written waits."""


class IndexLost(SearchAway):
    """The index is missing, damaged, or of another release: it must be rebuilt."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds of one enterprise or listing.

    `version` is `Enterprise.index_version` or `Listing.version`, read in the same snapshot as the rest.
    `tokens` by index field (`name_text` …), in order, with a space between: text, not tuples, since a process
    that makes documents hands them to one that writes them; `keywords` by filter; `brevity` a bucket of
    `fields.BREVITY` or "".
    """

    subject: Subject
    id: UUID
    version: int
    tokens: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    brevity: str


Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` of the index, and one page of (id, score), best first.

    `facets`: filter → value → how many documents have it; of those that match, and that every filter but this
    one lets through. Values that no document has are not there.
    """

    total: int
    page: tuple[tuple[UUID, float], ...]
    facets: Mapping[str, Counts] = field(default_factory=dict)


class Writing(Protocol):
    """An open change of an index. Nothing of it is visible before it is left without an error."""

    def put(self, district_id: UUID, documents: Iterable[Document]) -> None:
        """Add documents, in the place of those with the same subject and id."""

    def drop(self, district_id: UUID, subject: Subject, gone: Mapping[UUID, int]) -> None:
        """Take documents of a subject away: id → the version at which they went (0: the row is no more)."""

    def clear(self, district_id: UUID) -> None:
        """Take away all of a district, of every subject."""

    def versions(self, district_id: UUID, subject: Subject) -> dict[UUID, int]:
        """Id → version of what of a subject was there when the change began."""


class Rebuilding(Protocol):
    """A new index that nobody reads yet, and the moment in which it takes the old one's place."""

    def filling(self) -> AbstractContextManager[Writing]:
        """A change of the new index; the old one serves and is written to meanwhile."""

    def swapping(self) -> AbstractContextManager[Writing]:
        """The last change of the new index, with every other writer waiting; then it is the index."""


class Engine(Protocol):
    def search(
        self, criteria: Criteria, *, limit: int, offset: int = 0, facets: Collection[str] = ()
    ) -> Hits:
        """A page of the ranking, and the counts of these filters (`fields.FILTERS`). Raises SearchAway."""

    def writing(self) -> AbstractContextManager[Writing]:
        """One writer at a time; the others wait. What is read from the database inside is therefore newer
        than what the index holds. Raises IndexLost before anything is written, SearchAway after."""

    def rebuilding(self) -> AbstractContextManager[Rebuilding]:
        """A new index. Left with an error, it vanishes without a trace and the old one serves on."""

    def versions(self, district_id: UUID, subject: Subject) -> dict[UUID, int]:
        """Id → version of every document of a subject in a district. Raises SearchAway."""

    def check(self) -> None:
        """Raises SearchAway, in a sentence for the operator, when it cannot answer."""
