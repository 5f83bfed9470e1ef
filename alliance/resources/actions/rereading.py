"""A change of a local reading: what is offered and wanted in such words is found by how they are read now."""

from uuid import UUID

from django.db.models import F

from alliance.resources.models import Listing, ListingTag
from tenants.actions.rekeying import Holds
from tenants.acts.outbox import announce
from tenants.isolation.scope import current_district_id

# What the index holds of a listing is to be made anew, though nothing about it changed.
READ_ANEW = "listing.read"


def with_words(holds: Holds) -> set[UUID]:
    """The listings whose title, or a tag of theirs, holds what changed."""
    titles = Listing.objects.filter(district=current_district_id()).values_list("id", "title").iterator()
    found = {one for one, title in titles if holds(title)}
    tags = ListingTag.objects.filter(district=current_district_id()).values_list("listing", "tag__label")
    return found | {one for one, label in tags.iterator() if holds(label)}


def read_anew(ids: list[UUID]) -> None:
    """Their documents get another version. Whoever has one open is told on saving it: the version is the one
    counter a listing has. Harmless to repeat."""
    rows = Listing.objects.filter(district=current_district_id(), id__in=ids).order_by("id")
    there = list(rows.select_for_update(of=("self",), no_key=True).values_list("id", flat=True))
    rows.filter(id__in=there).update(version=F("version") + 1)
    announce(current_district_id(), {READ_ANEW: there})
