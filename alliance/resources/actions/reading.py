"""A listing as its owner once said it, and locked for whoever is about to change it."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.errors import NotFound
from tenants.models import Enterprise
from tenants.permissions import require
from tenants.rules.versions import check_version

from ..models import Audience, Listing, ListingCategory
from ..rules import PartTerms, Terms, WindowTerms, weekdays_in
from ..selectors import visible_to_author


def locked(by: Author, listing_id: UUID, verb: str, expected_version: int | None) -> Listing:
    """The listing, locked, if the author may do this to it and it is as the author believes."""
    listing = visible_to_author(by).select_for_update(of=("self",)).filter(id=listing_id).first()
    if listing is None:
        raise NotFound(_("There is no such listing."), ("id",))
    require(by, verb, "listing", owner=listing.owner_id)
    check_version(listing.version, expected_version)
    return listing


def terms_of(listing: Listing) -> Terms:
    """The terms a listing has now."""
    seen_by = {link.principal_id for link in listing.audience_links.all()}
    named = frozenset(Enterprise.objects.filter(id__in=seen_by).values_list("id", flat=True))
    return Terms(
        title=listing.title,
        description=listing.description,
        quantity=listing.quantity,
        measure=listing.measure,
        price=listing.price,
        tags=tuple(tag.label for tag in listing.tags.all()),
        starts=listing.starts,
        last_day=listing.last_day,
        audience=Audience(listing.audience),
        named=named,
        principals=frozenset(seen_by - named),
        category=ListingCategory(listing.category),
        unit=listing.unit_id,
        place=listing.place,
        sharing_terms=listing.sharing_terms,
        is_draft=listing.is_draft,
        windows=tuple(
            WindowTerms(weekdays=weekdays_in(one.weekdays), opens=one.opens, closes=one.closes)
            for one in listing.windows.all()
        ),
        files=tuple(listing.file_links.order_by("ordinal").values_list("file_id", flat=True)),
        parts=tuple(
            PartTerms(id=one.id, title=one.title, quantity=one.quantity, measure=one.measure, due=one.due)
            for one in listing.parts.all()
        ),
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Sets in a fixed order and terms as mappings, so that the same question has the same fingerprint."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
