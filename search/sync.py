"""The index follows the database: a consumer of the outbox for each subject, and the rebuild."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

import structlog

from search.days import CONSUMER, TOPIC
from search.documents.making import Unmade, snapshot
from search.engine import Engine, IndexLost, SearchAway, Writing
from search.engines import engine
from search.fields import Subject
from search.subjects import SOURCES
from tenants.acts.outbox import Unavailable, consumer
from tenants.calendar import today
from tenants.models import District
from tenants.reading.tokens import index_tokens

log = structlog.get_logger()
# Documents held in memory at once, some 5 kB each.
BATCH = 1000


def prepare() -> None:
    """Have an index before the first event: a fresh instance is searched before anybody writes.

    And have the dictionaries loaded, which takes a second or two: the first write is to be found within one.
    """
    index_tokens("商圈")
    try:
        try:
            engine().check()
        except IndexLost as error:
            log.warning("search index lost", reason=str(error))
            rebuild()
    except SearchAway as error:
        raise Unavailable(str(error)) from error


@consumer(CONSUMER, topics=[TOPIC, f"{TOPIC}.read"], prepare=prepare)
def follow(district_id: UUID, ids: list[UUID]) -> None:
    """Bring the documents of these enterprises to the present. Harmless to repeat. Raises Unavailable when
    the engine cannot be written: the events wait."""
    _follow(Subject.ENTERPRISE, district_id, ids)


@consumer("index-listings", topics=["listing", "listing.read"])
def follow_listings(district_id: UUID, ids: list[UUID]) -> None:
    """The same for listings."""
    _follow(Subject.LISTING, district_id, ids)


def _follow(subject: Subject, district_id: UUID, ids: list[UUID]) -> None:
    """A missing index, or one of another release, is rebuilt here, with everything."""
    try:
        try:
            with engine().writing() as index:
                write_present(index, district_id, ids, subject=subject)
        except IndexLost as error:
            log.warning("search index lost", reason=str(error))
            rebuild()
    except SearchAway as error:
        raise Unavailable(str(error)) from error


def write_present(
    index: Writing,
    district_id: UUID,
    ids: Collection[UUID],
    *,
    subject: Subject,
    unmade: Unmade | None = None,
) -> None:
    """Put or drop these of a subject as the database has them now. Only while the change `index` is open:
    that keeps other writers out, so what is read here is newer than what is there.

    With `unmade` a document that cannot be made, or put, does not keep the others from it.
    """
    source = SOURCES[subject]
    for some in _batches(ids):
        with snapshot(district_id):
            present = source.documents(some, unmade)
            left = set(some) - {document.id for document in present}
            known = source.known_versions(left) if left else {}
            source.plan_next_changes(some)
        index.drop(district_id, subject, {one: known.get(one, 0) for one in left})
        for part in [present] if unmade is None else ([one] for one in present):
            try:
                index.put(district_id, part)
            except SearchAway:
                raise
            except Exception as error:
                if unmade is None:
                    raise
                unmade(part[0].id, error)


def _left_out(one: UUID, error: Exception) -> None:
    """Said here and by `search check`; the event of its next change will say it too."""
    log.error("document cannot be made", id=str(one), reason=reason_of(error))


def reason_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def why_not(district_id: UUID, subject: Subject, one: UUID) -> str | None:
    """Why a document cannot be made; None if it can."""
    found: list[str] = []
    with snapshot(district_id):
        SOURCES[subject].documents([one], lambda _id, error: found.append(reason_of(error)))
    return found[0] if found else None


def rebuild() -> int:
    """A new index of all districts beside the old one, swapped in when full. Returns how many documents.

    What is written meanwhile goes to the old index and, in the moment of the swap, when other writers
    wait, to the new one too; and so does what a midnight changed meanwhile, which raises no version. A
    document that cannot be made is left out. Raises SearchAway.
    """
    count, began = 0, today()
    with engine().rebuilding() as new:
        with new.filling() as index:
            for district_id, subject in _everything():
                present = _listed(district_id, subject)
                write_present(index, district_id, present, subject=subject, unmade=_left_out)
        with new.swapping() as index:
            for district_id, subject in _everything():
                had, source = index.versions(district_id, subject), SOURCES[subject]
                with snapshot(district_id):
                    late = stale(had, source.listed_versions()) | source.changed_between(began, today())
                write_present(index, district_id, late, subject=subject, unmade=_left_out)
                count += len(had)
    log.info("search index rebuilt", documents=count)
    return count


def rebuild_district(district_id: UUID) -> int:
    """All documents of one district anew, in one commit. Returns how many. Raises SearchAway."""
    count = 0
    unmade: list[UUID] = []

    def left_out(one: UUID, error: Exception) -> None:
        unmade.append(one)
        _left_out(one, error)

    with engine().writing() as index:
        index.clear(district_id)
        for subject in Subject:
            present = _listed(district_id, subject)
            write_present(index, district_id, present, subject=subject, unmade=left_out)
            count += len(present)
    return count - len(unmade)


Difference = tuple[Subject, UUID, int | None, int | None]


def differences(district_id: UUID, at: Engine | None = None) -> Iterator[Difference]:
    """Where index and database differ: subject, id, version in the index, version in the database (None: not
    there).

    What the outbox still holds differs for good reason. Raises SearchAway.
    """
    for subject in Subject:
        indexed = (at or engine()).versions(district_id, subject)
        listed = _listed(district_id, subject)
        for one in sorted(stale(indexed, listed)):
            yield subject, one, indexed.get(one), listed.get(one)


def repair(district_id: UUID, found: Iterable[Difference]) -> None:
    """Bring the documents that differ to the present, in one change. What cannot be made is left as it is.
    Raises SearchAway."""
    ids: dict[Subject, set[UUID]] = defaultdict(set)
    for subject, one, _indexed, _listed_now in found:
        ids[subject].add(one)
    with engine().writing() as index:
        for subject, some in ids.items():
            write_present(index, district_id, some, subject=subject, unmade=_left_out)


def stale(indexed: dict[UUID, int], listed: dict[UUID, int]) -> set[UUID]:
    """The ids whose document is missing, left over, or of another version."""
    return {one for one in indexed.keys() | listed.keys() if indexed.get(one) != listed.get(one)}


def _listed(district_id: UUID, subject: Subject) -> dict[UUID, int]:
    with snapshot(district_id):
        return SOURCES[subject].listed_versions()


def _everything() -> list[tuple[UUID, Subject]]:
    """Every district, and every subject in it."""
    districts = District.objects.order_by("id").values_list("id", flat=True)
    return [(district_id, subject) for district_id in districts for subject in Subject]


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(ids)
    return (ordered[begin : begin + BATCH] for begin in range(0, len(ordered), BATCH))
