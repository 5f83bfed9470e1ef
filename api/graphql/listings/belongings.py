"""What belongs to listings, read for all peers at once."""

from typing import Any
from uuid import UUID

from alliance.files.models import StoredFile
from alliance.resources.models import ListingAudience, ListingFile, ListingWindow, ProjectPart
from api.graphql.peers import by_id, listed
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, Principal


def windows_of(listings: list[Any]) -> dict[UUID, list[Any]]:
    rows = ListingWindow.objects.filter(**_of(listings))
    return listed(rows.order_by("weekdays", "opens", "id"), "listing_id")


def parts_of(listings: list[Any]) -> dict[UUID, list[Any]]:
    projects = [row for row in listings if row.kind == "PROJECT"]
    return listed(ProjectPart.objects.filter(**_of(projects)).order_by("ordinal"), "listing_id")


def files_of(listings: list[Any]) -> dict[UUID, list[Any]]:
    """Who sees the listing may read them."""
    links = ListingFile.objects.filter(**_of(listings)).order_by("ordinal", "id")
    pairs = list(links.values_list("listing_id", "file_id"))
    files = by_id(StoredFile.objects.all(), {file for _listing, file in pairs})
    return _gathered(pairs, files)


def named_enterprises(listings: list[Any]) -> dict[UUID, list[Any]]:
    """Those of the named that are enterprises, by name."""
    pairs = _named(listings)
    enterprises = by_id(Enterprise.objects.all(), {principal for _listing, principal in pairs})
    found = _gathered(pairs, enterprises)
    return {listing: sorted(named, key=lambda one: one.sort_key) for listing, named in found.items()}


def named_principals(listings: list[Any]) -> dict[UUID, list[Any]]:
    pairs = _named(listings)
    return _gathered(pairs, by_id(Principal.objects.all(), {principal for _listing, principal in pairs}))


def _of(listings: list[Any]) -> dict[str, Any]:
    return {"district": current_district_id(), "listing__in": [row.pk for row in listings]}


def _named(listings: list[Any]) -> list[tuple[UUID, UUID]]:
    links = ListingAudience.objects.filter(**_of(listings)).order_by("id")
    return list(links.values_list("listing_id", "principal_id"))


def _gathered(pairs: list[tuple[UUID, UUID]], rows: dict[UUID, Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for listing, key in pairs:
        if key in rows:
            found.setdefault(listing, []).append(rows[key])
    return found
