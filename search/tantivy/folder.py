"""The folder of an index: which one is current, who may write, how a new one takes its place."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from django.utils import timezone

from search.engine import IndexLost
from search.shape import shape
from search.tantivy.schema import WHITESPACE, schema
from tenants.isolation.models import new_id


class Folder:
    """Where the index lies. Holds nothing open."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One writer at a time, over all processes; a killed one lets go by dying."""
        with self._holding("write.lock"):
            yield

    @contextmanager
    def rebuild_lock(self) -> Iterator[None]:
        """One rebuild at a time, so that what another left behind can be told from what it is making."""
        with self._holding("rebuild.lock"):
            yield

    @contextmanager
    def _holding(self, name: str) -> Iterator[None]:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / name).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def current(self) -> Path:
        """The index that is read. Raises IndexLost where there is none of this release's shape."""
        try:
            name = (self.root / "current").read_text().strip()
        except OSError as error:
            raise IndexLost("There is no search index yet.") from error
        if not name.endswith(shape()) or "/" in name:
            raise IndexLost("The search index is of another release.")
        return self.root / name

    def create(self) -> Path:
        """A new, empty place for an index, which nobody reads yet."""
        stamp = timezone.now().strftime("%Y%m%d%H%M%S")
        place = self.root / f"index-{stamp}-{new_id().hex[-6:]}-{shape()}"
        place.mkdir(mode=0o700, parents=True)
        return place

    def swap_in(self, place: Path) -> None:
        """Make a place the current one, atomically and durably, and remove the others. Under the lock."""
        draft = self.root / f"current.{place.name}"
        with draft.open("w") as file:
            file.write(place.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.root / "current")
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def sweep(self, keep: Path) -> None:
        """Remove indexes that are not read any more. Under both locks."""
        for other in self.root.glob("index-*"):
            if other != keep:
                shutil.rmtree(other, ignore_errors=True)


def open_at(place: Path, *, new: bool = False) -> tantivy.Index:
    """The index at a place, or a new one there. Never makes one where one is missing: it would be empty."""
    index = tantivy.Index(schema(), path=str(place), reuse=False) if new else tantivy.Index.open(str(place))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(WHITESPACE, analyzer)
    return index
