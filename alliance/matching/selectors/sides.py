from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from tenants.acts.authors import Author
from tenants.permissions import Reach, Role, reach_of
from tenants.readers import Reader


def of_sides(principals: Collection[UUID]) -> Q:
    """Matches or exchanges in which one of these is a side."""
    if not principals:
        return Q(pk__in=[])
    return Q(giver__in=list(principals)) | Q(taker__in=list(principals))


def seen_by(reader: Reader, thing: str) -> Q:
    """Those of the sides one acts for; all for whoever settles."""
    reaches = {role: reach_of(role, "read", thing) for role in reader.roles}
    if Reach.ANY in reaches.values():
        return Q()
    own = [reader.principals_as(role) for role, reach in reaches.items() if reach == Reach.OWN]
    return of_sides(frozenset().union(*own))


def seen_by_author(by: Author, thing: str) -> Q:
    """The same for somebody acting under one mandate."""
    reach = reach_of(Role(by.role), "read", thing)
    if reach == Reach.ANY:
        return Q()
    return of_sides([by.principal_id] if reach == Reach.OWN and by.principal_id else [])
