"""Of what there are documents, and where each kind is read from."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from search.days import changed_between, plan_next_changes
from search.documents import enterprises, listings
from search.documents.making import Unmade
from search.engine import Document
from search.fields import Subject


def _no_day_changes(first: date, last: date) -> set[UUID]:
    return set()


def _nothing_to_plan(ids: Collection[UUID]) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Source:
    """All of it is asked of the open district.

    `listed_versions`: id → version of all that belong in the index; `known_versions`: of those of these rows
    that there are at all. `changed_between`: what two days changed without anybody writing, for which
    `plan_next_changes` leaves events.
    """

    listed_versions: Callable[[], dict[UUID, int]]
    known_versions: Callable[[Collection[UUID]], dict[UUID, int]]
    documents: Callable[[Collection[UUID], Unmade | None], list[Document]]
    changed_between: Callable[[date, date], set[UUID]] = _no_day_changes
    plan_next_changes: Callable[[Collection[UUID]], None] = _nothing_to_plan


SOURCES = {
    Subject.ENTERPRISE: Source(
        listed_versions=enterprises.listed_versions,
        known_versions=enterprises.known_versions,
        documents=enterprises.documents,
        changed_between=changed_between,
        plan_next_changes=plan_next_changes,
    ),
    Subject.LISTING: Source(
        listed_versions=listings.listed_versions,
        known_versions=listings.known_versions,
        documents=listings.documents,
    ),
}
