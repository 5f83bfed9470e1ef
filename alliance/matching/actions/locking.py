"""Rows are locked in one order by everybody: the listings by their ids, then the match, then its exchange."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.resources.models import Listing
from alliance.resources.rules import state_on
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.rules.versions import check_version

from ..models import Exchange, Match
from ..selectors import exchanges_for_author, matches_for_author

Listings = dict[UUID, Listing]


def lock_listings(ids: Iterable[UUID | None]) -> Listings:
    rows = Listing.objects.filter(district=current_district_id(), id__in=[one for one in ids if one])
    return {row.id: row for row in rows.order_by("id").select_for_update(of=("self",))}


def locked_match(by: Author, match_id: UUID, expected_version: int | None) -> tuple[Match, Listings]:
    """A match and its listings. Raises NotFound for whoever is no side of it, Refusal `VERSION_CHANGED`."""
    seen = matches_for_author(by).filter(id=match_id)
    about = seen.values_list("offer_id", "want_id").first()
    if about is None:
        raise NotFound(_("There is no such proposal."), ("id",))
    listings = lock_listings(about)
    match = seen.select_for_update(of=("self",)).first()
    if match is None:  # taken back while the listings were waited for
        raise NotFound(_("There is no such proposal."), ("id",))
    check_version(match.version, expected_version)
    return match, listings


def locked_exchange(by: Author, exchange_id: UUID, expected_version: int | None) -> tuple[Exchange, Listings]:
    """The same for an exchange; its `match` is read with it."""
    seen = exchanges_for_author(by).filter(id=exchange_id)
    about = seen.values_list("offer_id", "match__want_id").first()
    if about is None:
        raise NotFound(_("There is no such exchange."), ("id",))
    listings = lock_listings(about)
    exchange = seen.select_related("match").select_for_update(of=("self",)).first()
    if exchange is None:
        raise NotFound(_("There is no such exchange."), ("id",))
    check_version(exchange.version, expected_version)
    return exchange, listings


def check_stands(listing: Listing, path: tuple[str, ...]) -> None:
    """Raise Refusal `NOT_OPEN` unless the listing can be answered today."""
    day = today()
    to_come = listing.is_draft or (listing.opens_on is not None and listing.opens_on > day)
    if to_come or state_on(listing.state, listing.ends, day) != "OPEN":
        raise Refusal("NOT_OPEN", _("“%(title)s” is not open.") % {"title": listing.title}, path)
