"""The engine over a folder: `search.engine.Engine` for tantivy."""

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import tantivy

from search.criteria import Criteria
from search.engine import Hits, IndexLost, SearchAway
from search.fields import Subject
from search.tantivy import reading
from search.tantivy.faults import faults
from search.tantivy.folder import Folder, open_at
from search.tantivy.writing import Change, changing

T = TypeVar("T")
_UNREADABLE = "The search index cannot be read"


class TantivyEngine:
    """Safe to share between threads: an index that is replaced is let go as a whole."""

    def __init__(self, root: str) -> None:
        self._folder = Folder(Path(root))
        self._open: tuple[Path, tantivy.Index] | None = None

    def search(
        self, criteria: Criteria, *, limit: int, offset: int = 0, facets: Collection[str] = ()
    ) -> Hits:
        return self._read(
            lambda searcher: reading.search(searcher, criteria, limit=limit, offset=offset, facets=facets)
        )

    def versions(self, district_id: UUID, subject: Subject) -> dict[UUID, int]:
        return self._read(lambda searcher: reading.versions(searcher, district_id, subject))

    def check(self) -> None:
        self._read(lambda searcher: searcher.num_docs)

    @contextmanager
    def writing(self) -> Iterator[Change]:
        with self._folder.lock(), changing(self._index(self._folder.current())) as change:
            yield change

    @contextmanager
    def rebuilding(self) -> Iterator["Rebuilt"]:
        with self._folder.rebuild_lock():
            place = self._folder.create()
            rebuilt: Rebuilt | None = None
            try:
                with faults("A new search index cannot be made"):
                    rebuilt = Rebuilt(self._folder, place, open_at(place, new=True))
                yield rebuilt
            finally:
                if rebuilt is None or not rebuilt.swapped:
                    shutil.rmtree(place, ignore_errors=True)

    def _read(self, read: Callable[[tantivy.Searcher], T]) -> T:
        place = self._folder.current()
        try:
            return self._read_at(place, read)
        except SearchAway:
            if self._folder.current() == place:
                raise
            return self._read_at(self._folder.current(), read)  # it was replaced in this very moment

    def _read_at(self, place: Path, read: Callable[[tantivy.Searcher], T]) -> T:
        with faults(_UNREADABLE):
            index = self._index(place)
            index.reload()  # 0.03 ms; without it a commit is seen half a second late
            return read(index.searcher())

    def _index(self, place: Path) -> tantivy.Index:
        known = self._open
        if known is not None and known[0] == place and place.exists():
            return known[1]
        with faults(_UNREADABLE, IndexLost):
            index = open_at(place)
        self._open = (place, index)
        return index


class Rebuilt:
    """See `search.engine.Rebuilding`."""

    def __init__(self, folder: Folder, place: Path, index: tantivy.Index) -> None:
        self._folder, self._place, self._index = folder, place, index
        self.swapped = False

    @contextmanager
    def filling(self) -> Iterator[Change]:
        with changing(self._index) as change:
            yield change

    @contextmanager
    def swapping(self) -> Iterator[Change]:
        with self._folder.lock():
            with changing(self._index) as change:
                yield change
            self._folder.swap_in(self._place)
            self.swapped = True
            self._folder.sweep(keep=self._place)
