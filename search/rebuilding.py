"""A new index, of everything or of one district."""

from collections.abc import Iterator
from uuid import UUID

import structlog

from search.documents.making import snapshot
from search.engines import engine
from search.fields import Subject
from search.present import Asked, batches, write, write_present
from search.processes import read_all
from search.subjects import SOURCES
from tenants.calendar import today
from tenants.models import District

log = structlog.get_logger()


def rebuild() -> int:
    """A new index of all districts beside the old one, swapped in when full. Returns how many documents.

    What is written meanwhile goes to the old index and, in the moment of the swap, when other writers
    wait, to the new one too; and so does what a midnight changed meanwhile, which raises no version. A
    document that cannot be made is left out. Raises SearchAway.
    """
    count, began = 0, today()
    with engine().rebuilding() as new:
        with new.filling() as index:
            for present in read_all(_everything()):
                write(index, present)
        with new.swapping() as index:
            for district_id in _districts():
                for subject in Subject:
                    had, source = index.versions(district_id, subject), SOURCES[subject]
                    with snapshot(district_id):
                        late = stale(had, source.listed_versions()) | source.changed_between(began, today())
                    write_present(index, district_id, subject, late)
                    count += len(had)
    log.info("search index rebuilt", documents=count)
    return count


def rebuild_district(district_id: UUID) -> int:
    """All documents of one district anew, in one commit. Returns how many. Raises SearchAway."""
    with engine().writing() as index:
        index.clear(district_id)
        return sum(write(index, present) for present in read_all(_of_district(district_id)))


def stale(indexed: dict[UUID, int], listed: dict[UUID, int]) -> set[UUID]:
    """The ids whose document is missing, left over, or of another version."""
    return {one for one in indexed.keys() | listed.keys() if indexed.get(one) != listed.get(one)}


def listed(district_id: UUID, subject: Subject) -> dict[UUID, int]:
    """Id → version of all of a subject that belong in the index."""
    with snapshot(district_id):
        return SOURCES[subject].listed_versions()


def _everything() -> Iterator[Asked]:
    for district_id in _districts():
        yield from _of_district(district_id)


def _of_district(district_id: UUID) -> Iterator[Asked]:
    for subject in Subject:
        yield from batches(district_id, subject, listed(district_id, subject))


def _districts() -> list[UUID]:
    return list(District.objects.order_by("id").values_list("id", flat=True))
