"""What the index is told of a listing: of every one that is no draft, whoever may see it and however it
stands. That is asked when somebody searches."""

from collections.abc import Collection
from uuid import UUID

from alliance.resources.models import Listing
from alliance.resources.selectors import published
from search.engine import Document
from search.fields import Subject, brevity
from tenants.isolation.scope import current_district_id
from tenants.reading.folding import fold
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.selectors.readings import district_readings

from .making import Unmade, made, once, tokens_of
from .stored import StoredListing, stored_listings


def listed_versions() -> dict[UUID, int]:
    """Id → version of all that stand or stood on the lists of the open district."""
    return dict(published().values_list("id", "version"))


def known_versions(ids: Collection[UUID]) -> dict[UUID, int]:
    """Id → version of those of these rows that there are, drafts too."""
    here = Listing.objects.filter(district=current_district_id(), id__in=ids)
    return dict(here.values_list("id", "version"))


def documents(ids: Collection[UUID], unmade: Unmade | None = None) -> list[Document]:
    """The documents of those of these listings that are no drafts. Three statements."""
    rows = list(published().filter(id__in=ids))
    stored = stored_listings(rows)
    readings = district_readings() if rows else LOCAL_READINGS
    return made(rows, lambda row: _document(stored[row.id], readings), unmade)


def _document(stored: StoredListing, readings: Readings) -> Document:
    row = stored.row
    return Document(
        subject=Subject.LISTING,
        id=row.id,
        version=row.version,
        tokens=tokens_of(Subject.LISTING, stored.texts, readings),
        keywords={
            "kind": (row.kind,),
            "category": (row.category,),
            "tag": once(tag.folded for tag in stored.tags),
        },
        brevity=brevity(len(fold(row.title))),
    )
