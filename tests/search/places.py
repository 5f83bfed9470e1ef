"""Where the index of a test lies, whichever engine it is of."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from search.elastic.index import ElasticEngine
from search.elastic.turns import turn
from search.engine import Engine
from search.engines import engine_at


class Place(Protocol):
    """An index of its own, to be looked into and to be spoilt."""

    package: str  # of `search`
    url: str  # what SEARCH_URL says

    def indexes(self) -> list[str]:
        """The names of what lies there."""

    def lose(self) -> None:
        """From now on there is no index."""

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        """Keep every other writer waiting."""

    def remove(self) -> None:
        """Leave nothing behind."""


class Folder:
    """tantivy's."""

    package = "tantivy"

    def __init__(self, root: Path) -> None:
        self.root, self.url = root, f"tantivy://{root}"

    def indexes(self) -> list[str]:
        return sorted(path.name for path in self.root.glob("index-*"))

    def lose(self) -> None:
        (self.root / "current").unlink()

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        with (self.root / "write.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def remove(self) -> None:
        engine_at.cache_clear()


_numbers = count(1)


class Prefix:
    """Elasticsearch's: indexes of a name of their own on a server that others use too."""

    package = "elastic"

    def __init__(self, hosts: str) -> None:
        self.prefix = f"test-{os.getpid()}-{next(_numbers)}"
        self.url = f"elasticsearch://{hosts}/{self.prefix}"
        self._engine = ElasticEngine(self.url)

    @property
    def client(self):
        return self._engine.address.client().options(request_timeout=60)

    def indexes(self) -> list[str]:
        return self._engine.names.existing(self.client)

    def lose(self) -> None:
        for name in self.indexes():
            self.client.indices.delete(index=name)

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        with turn(self.prefix):
            yield

    def remove(self) -> None:
        self.lose()
        engine_at.cache_clear()


def empty_index(place: Place) -> Engine:
    """The engine of a place, with an index in which nothing is."""
    made = engine_at(place.url)
    with made.rebuilding() as new, new.swapping():
        pass
    return made
