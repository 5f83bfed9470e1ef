"""What the database says now of some documents, and the index told so."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import structlog

from search.documents.making import snapshot
from search.engine import Document, SearchAway, Writing
from search.fields import Subject
from search.subjects import SOURCES

log = structlog.get_logger()
# Documents held in memory at once, some 5 kB each.
BATCH = 1000


@dataclass(frozen=True)
class Asked:
    """Of which documents: ids of one subject in one district, a batch at most."""

    district_id: UUID
    subject: Subject
    ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Present:
    """`gone`: id → version of those that belong in no index; `unmade`: id → why one cannot be made."""

    asked: Asked
    documents: list[Document]
    gone: dict[UUID, int]
    unmade: dict[UUID, str]


def batches(district_id: UUID, subject: Subject, ids: Iterable[UUID]) -> Iterator[Asked]:
    ordered = sorted(ids)
    for begin in range(0, len(ordered), BATCH):
        yield Asked(district_id, subject, tuple(ordered[begin : begin + BATCH]))


def read(asked: Asked, *, all_or_none: bool = False) -> Present:
    """These documents as the database has them now, in one snapshot; and the events of their next changes.

    One that cannot be made is told in `unmade` and is as good as gone; with `all_or_none` it raises.
    """
    source, unmade = SOURCES[asked.subject], dict[UUID, str]()

    def tell(one: UUID, error: Exception) -> None:
        unmade[one] = reason_of(error)

    with snapshot(asked.district_id):
        documents = source.documents(asked.ids, None if all_or_none else tell)
        left = set(asked.ids) - {document.id for document in documents}
        known = source.known_versions(left) if left else {}
        source.plan_next_changes(asked.ids)
    return Present(asked, documents, {one: known.get(one, 0) for one in left}, unmade)


def write(index: Writing, present: Present) -> int:
    """Put and drop what was read. Says what could not be made, or put: that does not keep the others from
    it. Returns how many were put. Raises SearchAway."""
    district_id, unmade = present.asked.district_id, dict(present.unmade)
    index.drop(district_id, present.asked.subject, present.gone)
    for document in present.documents:
        try:
            index.put(district_id, [document])
        except SearchAway:
            raise
        except Exception as error:
            unmade[document.id] = reason_of(error)
    for one, reason in unmade.items():
        # Here and by `search check`; the event of its next change will say it too.
        log.error("document cannot be made", id=str(one), reason=reason)
    return len(present.documents) - (len(unmade) - len(present.unmade))


def write_present(index: Writing, district_id: UUID, subject: Subject, ids: Collection[UUID]) -> None:
    """Have the index say of these what the database says. Only while the change `index` is open: that keeps
    other writers out, so what is read here is newer than what is there. Raises SearchAway."""
    for asked in batches(district_id, subject, ids):
        write(index, read(asked))


def reason_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
