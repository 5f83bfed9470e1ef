"""Which files somebody may read, and which nothing points to."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.related import ForeignObjectRel

from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from .models import StoredFile
from .readable import FINDERS


def readable(reader: Reader, ids: Iterable[UUID]) -> QuerySet[StoredFile]:
    """Those of these files that this reader may read: what their principals handed in, and what is attached
    to something they may see. All others are not there."""
    wanted = set(ids)
    own = _in_district().filter(id__in=wanted, owner__in=reader.principals)
    found = set(own.values_list("id", flat=True)) if reader.principals else set()
    for finder in FINDERS:
        if wanted - found:
            found |= finder(reader, wanted - found) & wanted
    return _in_district().filter(id__in=found)


def of_owner(owner_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids that are files this principal handed in: what it may attach to something."""
    if not ids:
        return set()
    return set(_in_district().filter(owner=owner_id, id__in=ids).values_list("id", flat=True))


def unattached(before: datetime) -> QuerySet[StoredFile]:
    """Files handed in before then to which nothing points, by whichever area's foreign key."""
    files = _in_district().filter(created_at__lt=before)
    for key in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(key, ForeignObjectRel):
            rows: Any = key.related_model
            pointing = rows.objects.filter(district=OuterRef("district"), **{key.field.name: OuterRef("pk")})
            files = files.exclude(Exists(pointing))
    return files


def _in_district() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(district=current_district_id())
