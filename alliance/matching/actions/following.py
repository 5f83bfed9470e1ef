"""Listings stand as the exchanges of them say."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from alliance.resources.actions import change_state
from alliance.resources.models import Listing, ListingKind, ListingState
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import Record, act

from ..models import Exchange
from ..rules import offer_state, want_state
from .locking import lock_listings

MATCHED = (ListingKind.OFFER, ListingKind.WANT)


def follow(record: Record, listings: Iterable[Listing]) -> None:
    """Let these listings, just locked, stand as they do now; what was closed by hand stays closed."""
    for listing in listings:
        state = _state_of(listing)
        if state != listing.state:
            change_state(record, listing, state)
        record.emit("listing", listing.id)


@transaction.atomic
def settle_listings(listing_ids: Iterable[UUID]) -> None:
    """The same for those of them that were ever exchanged, after what was done without `follow`: an act taken
    back restores the state from before it, whatever was agreed since; an owner may have more to give."""
    ids = list(listing_ids)
    exchanged = Exchange.objects.filter(offer__in=ids).values_list("offer_id", "match__want_id")
    wanted = Exchange.objects.filter(match__want__in=ids).values_list("offer_id", "match__want_id")
    concerned = {one for pair in [*exchanged, *wanted] for one in pair} & set(ids)
    astray = [one for one in lock_listings(sorted(concerned)).values() if _state_of(one) != one.state]
    if astray:
        with act("listing.follow", by=OPERATOR) as record:
            follow(record, astray)


def _state_of(listing: Listing) -> ListingState:
    if listing.state == ListingState.CLOSED or listing.kind not in MATCHED:
        return ListingState(listing.state)
    if listing.kind == ListingKind.OFFER:
        listing.refresh_from_db(fields=["taken"])  # kept by the database
        rows = Exchange.objects.filter(offer=listing).values_list("state", "outcome", "quantity")
        state = offer_state(quantity=listing.quantity, taken=listing.taken, exchanges=list(rows))
    else:
        found = Exchange.objects.filter(match__want=listing)
        answers = found.values_list("state", "outcome", "quantity", "offer__measure")
        exchanges = [((one[0], one[1], one[2]), one[3]) for one in answers]
        state = want_state(quantity=listing.quantity, measure=listing.measure, exchanges=exchanges)
    return ListingState(state)
