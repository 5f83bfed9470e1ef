"""The engine over a cluster: `search.engine.Engine` for Elasticsearch."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

import structlog
from elasticsearch import Elasticsearch

from search.criteria import Criteria
from search.elastic import reading
from search.elastic.address import WRITE_SECONDS, address
from search.elastic.faults import faults
from search.elastic.mapping import create
from search.elastic.names import Names
from search.elastic.patience import patiently
from search.elastic.turns import Turn, turn
from search.elastic.writing import Change, changing
from search.engine import Hits, IndexLost, SearchAway
from search.fields import Subject

log = structlog.get_logger()
_UNREADABLE = "The search index cannot be read"
_UNMADE = "A new search index cannot be made"


class ElasticEngine:
    """Safe to share between threads. Connects when it is first used."""

    def __init__(self, url: str) -> None:
        self.address = address(url)
        self._reader = self.address.client()
        self._writer = self._reader.options(request_timeout=WRITE_SECONDS)
        self.names = Names(self.address)

    def search(
        self, criteria: Criteria, *, limit: int, offset: int = 0, facets: Collection[str] = ()
    ) -> Hits:
        with self._reading():
            return reading.search(
                self._reader, self.names.alias, criteria, limit=limit, offset=offset, facets=facets
            )

    def versions(self, district_id: UUID, subject: Subject) -> dict[UUID, int]:
        with self._reading():
            return reading.versions(self._reader, self.names.alias, district_id, subject)

    def check(self) -> None:
        with self._reading():  # of every shard
            self._reader.search(index=self.names.alias, size=0, **reading.ASKED)

    @contextmanager
    def writing(self) -> Iterator[Change]:
        with turn(self.address.prefix) as held:
            with faults(_UNREADABLE):
                if not self._writer.indices.exists_alias(name=self.names.alias):
                    raise self.names.missing(self._writer)
            with changing(self._writer, self.names.alias, held.is_held) as change:
                yield change

    @contextmanager
    def rebuilding(self) -> Iterator["Rebuilt"]:
        with turn(f"{self.address.prefix} rebuild") as alone:
            name = self.names.fresh()
            try:
                with faults(_UNMADE):
                    patiently(lambda: create(self._writer, self.address, name))
                yield Rebuilt(self._writer, self.names, name, alone, self.address.prefix)
            finally:
                self._remove_unless_swapped(name)

    def _remove_unless_swapped(self, name: str) -> None:
        """The swap may have been done though its answer was lost: what is behind the alias stays."""
        try:
            with faults(_UNMADE):
                found = self._writer.indices.get_alias(index=name).body
                if not found.get(name, {}).get("aliases"):
                    patiently(lambda: self._writer.indices.delete(index=name))
        except IndexLost:
            return  # it was never made
        except SearchAway as error:
            log.warning("a search index is left behind until the next rebuild", name=name, reason=str(error))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with faults(_UNREADABLE):
                yield
        except IndexLost as error:
            with faults(_UNREADABLE):
                raise self.names.missing(self._reader) from error


class Rebuilt:
    """See `search.engine.Rebuilding`. Nothing but this process knows the new index's name until the swap."""

    def __init__(self, client: Elasticsearch, names: Names, name: str, alone: Turn, prefix: str) -> None:
        self._client, self._names, self._name, self._alone, self._prefix = client, names, name, alone, prefix

    @contextmanager
    def filling(self) -> Iterator[Change]:
        with changing(self._client, self._name, self._alone.is_held, new=True) as change:
            yield change

    @contextmanager
    def swapping(self) -> Iterator[Change]:
        with turn(self._prefix) as held:
            with changing(self._client, self._name, self._alone.is_held, new=True) as change:
                yield change
            if not (held.is_held() and self._alone.is_held()):
                raise SearchAway(f"{_UNMADE}: the turn to write was lost.")
            with faults(_UNMADE):
                self._swap_in()

    def _swap_in(self) -> None:
        """Alias and removal of all others in one step of the cluster: at no moment are there two, or none."""
        others = [name for name in self._names.existing(self._client) if name != self._name]
        actions: list[dict[str, dict[str, str]]] = [
            {"add": {"index": self._name, "alias": self._names.alias}},
            *({"remove_index": {"index": name}} for name in others),
        ]
        self._client.indices.update_aliases(actions=actions)
