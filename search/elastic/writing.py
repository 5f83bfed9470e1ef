"""Changing an index. What a change does is sent when it is left, and seen when that has succeeded.

A change of more than `MOST_BYTES` is sent in parts, which nobody sees before it is left either: the index
is refreshed by us alone. If such a change fails half-way, the parts that were sent are seen after the next
change. They are what the database held a moment ago, and whoever failed comes again.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import structlog
from elasticsearch import Elasticsearch

from search.elastic.faults import faults
from search.elastic.mapping import key, routing, to_elastic
from search.elastic.patience import FULL, patiently
from search.elastic.reading import versions
from search.engine import Document, SearchAway
from search.fields import Subject

log = structlog.get_logger()
# A relay's batch, 500 events, is below it. A server counts what it is sent twice while it works on it, and
# does so for several at a time: ours has 512 MB for everything.
MOST_BYTES = 4_000_000
_UNWRITABLE = "The search index cannot be written"
_CONFLICT = 409
_A_TICK, _MOST_TRIES = 0.25, 10


@dataclass(frozen=True, slots=True)
class Operation:
    """What becomes of one document. An empty one is a tombstone."""

    district_id: UUID
    key: str
    version: int
    document: bytes

    @property
    def place(self) -> dict[str, Any]:
        return {"_id": self.key, "routing": routing(self.district_id)}

    def lines(self) -> tuple[bytes, bytes]:
        versioned = self.place | {"version": self.version, "version_type": "external_gte"}
        return orjson.dumps({"index": versioned}), self.document


class Change:
    """See `search.engine.Writing`. `index` is an alias, or a new index without one."""

    def __init__(self, client: Elasticsearch, index: str, *, new: bool = False) -> None:
        self._client, self._index, self._new = client, index, new
        self._waiting: list[Operation] = []
        self._bytes = 0
        self._was_sent = False
        self._refused: list[Operation] = []
        self._cleared: dict[UUID, set[str]] = {}

    def put(self, district_id: UUID, documents: Iterable[Document]) -> None:
        for document in documents:
            one = key(district_id, document.subject, document.id)
            self._add(
                Operation(district_id, one, document.version, orjson.dumps(to_elastic(district_id, document)))
            )
            if district_id in self._cleared:
                self._cleared[district_id].add(one)

    def drop(self, district_id: UUID, subject: Subject, gone: Mapping[UUID, int]) -> None:
        known = {key(district_id, subject, one): version for one, version in gone.items()}
        with faults(_UNWRITABLE):
            there = self._present_versions(district_id, known)
        waiting = {operation.key: operation.version for operation in self._waiting}
        for one, version in known.items():
            highest = max(version, there.get(one, 0), waiting.get(one, 0))
            if highest:  # else neither the row nor a document was ever here
                self._add(Operation(district_id, one, highest, b"{}"))

    def clear(self, district_id: UUID) -> None:
        """What is not put again is taken away when the change is left: until then it is found."""
        self._waiting = [one for one in self._waiting if one.district_id != district_id]
        if self._was_sent:
            self._refresh()  # so that what this change put before is seen below
        self._cleared[district_id] = set()

    def versions(self, district_id: UUID, subject: Subject) -> dict[UUID, int]:
        with faults(_UNWRITABLE):
            return versions(self._client, self._index, district_id, subject)

    def finish(self, is_alone: Callable[[], bool]) -> None:
        """Send what is left, and let it be seen. `is_alone`: whether the turn is still ours."""
        for district_id, kept in self._cleared.items():
            for subject in Subject:
                there = self.versions(district_id, subject).items()
                left = {one: v for one, v in there if key(district_id, subject, one) not in kept}
                self.drop(district_id, subject, left)
        with faults(_UNWRITABLE):
            self._send()
            if self._refused and is_alone():
                self._insist()
            if self._was_sent:
                self._refresh()

    def _add(self, operation: Operation) -> None:
        self._waiting.append(operation)
        self._bytes += len(operation.document)
        if self._bytes > MOST_BYTES:
            with faults(_UNWRITABLE):
                self._send()

    def _send(self) -> None:
        if self._waiting:
            waiting, self._waiting, self._bytes = self._waiting, [], 0
            self._was_sent = True
            self._refused += self._bulk(waiting, [line for one in waiting for line in one.lines()])

    def _insist(self) -> None:
        """The index is ahead of its database, which was restored from a backup: the turn is ours, so nobody
        wrote what is newer than what was read. Those documents are deleted, and written as they are."""
        log.warning("search index was ahead of the database", documents=len(self._refused))
        lines = []
        for one in self._refused:
            there = self._present_versions(one.district_id, [one.key]).get(one.key, one.version)
            versioned = one.place | {"version": there, "version_type": "external_gte"}
            lines.append(orjson.dumps({"delete": versioned}))
        self._bulk(self._refused, lines)
        for _ in range(_MOST_TRIES):
            # A delete is forgotten by a refresh, once the server's clock, which ticks five times a second,
            # has gone on.
            time.sleep(_A_TICK)
            self._refresh()
            self._refused = self._bulk(self._refused, [x for one in self._refused for x in one.lines()])
            if not self._refused:
                return
        raise SearchAway(f"{_UNWRITABLE}: somebody else writes to it.")

    def _bulk(self, operations: list[Operation], lines: list[bytes]) -> list[Operation]:
        """Returns those that an index that has a higher version refused. Raises SearchAway."""
        answer = patiently(lambda: self._offer(lines), _is_full)
        if not answer["errors"]:
            return []
        told = _items(answer)
        failed = [
            one for one in told if one["status"] >= 300 and one["status"] != _CONFLICT and "error" in one
        ]
        if failed:
            raise SearchAway(f"{_UNWRITABLE}: {failed[0]['error']['reason']}"[:300])
        pairs = zip(operations, told, strict=False)
        return [operation for operation, one in pairs if one["status"] == _CONFLICT]

    def _offer(self, lines: list[bytes]) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.bulk(
            index=self._index,
            operations=lines,  # type: ignore[arg-type]  # it takes ready lines as well
            require_alias=not self._new,  # one that was removed is not made anew by writing to it
            timeout="20s",
            filter_path="errors,items.*.status,items.*.error.reason",
        ).body
        return answer

    def _present_versions(self, district_id: UUID, keys: Iterable[str]) -> dict[str, int]:
        """Key → version of what there is, tombstones too, seen or not yet."""
        docs = [{"_id": one, "routing": routing(district_id)} for one in keys]
        if not docs:
            return {}
        answer = self._client.mget(
            index=self._index,
            docs=docs,
            stored_fields="_none_",
            filter_path="docs._id,docs._version,docs.error",
        )
        found = answer.body.get("docs", [])
        if broken := [one["error"] for one in found if "error" in one]:
            raise SearchAway(f"{_UNWRITABLE}: {broken[0].get('reason')}"[:300])
        return {one["_id"]: one["_version"] for one in found if "_version" in one}

    def _refresh(self) -> None:
        with faults(_UNWRITABLE):
            patiently(lambda: self._client.indices.refresh(index=self._index))


def _items(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [next(iter(item.values())) for item in answer["items"]]


def _is_full(answer: dict[str, Any]) -> bool:
    return answer["errors"] and any(one["status"] == FULL for one in _items(answer))


@contextmanager
def changing(
    client: Elasticsearch, index: str, is_alone: Callable[[], bool], *, new: bool = False
) -> Iterator[Change]:
    """A change that is sent on leaving; on an error nothing of it is. Raises SearchAway."""
    change = Change(client, index, new=new)
    yield change
    change.finish(is_alone)
