"""Index and database compared, and made one again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from search.engine import Engine
from search.engines import engine
from search.fields import Subject
from search.present import Asked, read, write_present
from search.rebuilding import listed, stale

Difference = tuple[Subject, UUID, int | None, int | None]


def differences(district_id: UUID, at: Engine | None = None) -> Iterator[Difference]:
    """Where index and database differ: subject, id, version in the index, version in the database (None: not
    there).

    What the outbox still holds differs for good reason. Raises SearchAway.
    """
    for subject in Subject:
        indexed, there = (at or engine()).versions(district_id, subject), listed(district_id, subject)
        for one in sorted(stale(indexed, there)):
            yield subject, one, indexed.get(one), there.get(one)


def repair(district_id: UUID, found: Iterable[Difference]) -> None:
    """Bring the documents that differ to the present, in one change. What cannot be made is left as it is.
    Raises SearchAway."""
    ids: dict[Subject, set[UUID]] = defaultdict(set)
    for subject, one, _indexed, _there in found:
        ids[subject].add(one)
    with engine().writing() as index:
        for subject, some in ids.items():
            write_present(index, district_id, subject, some)


def why_not(district_id: UUID, subject: Subject, one: UUID) -> str | None:
    """Why a document cannot be made; None if it can."""
    return read(Asked(district_id, subject, (one,))).unmade.get(one)
