from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tenants.acts.authors import Author
from tenants.isolation.scope import current_district_id
from tenants.permissions import Reach, Role, reach_of
from tenants.readers import Reader

from ..models import Entry, Transfer

READ = ("read", "credits")


def may_read(reader: Reader, principal_id: UUID) -> bool:
    """Whether this reader may know what this principal holds, gave and got."""
    return reader.may(*READ, owner=principal_id)


def entries_seen(reader: Reader) -> QuerySet[Entry]:
    """The entries in holdings of those the reader acts for; all for the secretariat."""
    return _entries(_principals(reader))


def transfers_seen(reader: Reader) -> QuerySet[Transfer]:
    """The transfers that put something into these holdings, or took something out."""
    return _transfers(_principals(reader))


def transfers_seen_by(by: Author) -> QuerySet[Transfer]:
    """The same for somebody acting under one mandate."""
    reach = reach_of(Role(by.role), *READ)
    own = [by.principal_id] if reach and by.principal_id else []
    return _transfers(None if reach == Reach.ANY else own)


def _principals(reader: Reader) -> Collection[UUID] | None:
    """Whose statements the reader may read; None: everybody's."""
    found: set[UUID] = set()
    for role in reader.roles:
        reach = reach_of(role, *READ)
        if reach == Reach.ANY:
            return None
        if reach == Reach.OWN:
            found |= reader.principals_as(role)
    return found


def _entries(principals: Collection[UUID] | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(district=current_district_id())
    return rows if principals is None else rows.filter(holding__principal__in=list(principals))


def _transfers(principals: Collection[UUID] | None) -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(district=current_district_id())
    if principals is None:
        return rows
    return rows.filter(Exists(_entries(principals).filter(transfer=OuterRef("pk"))))
