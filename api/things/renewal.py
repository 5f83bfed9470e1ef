"""Renewing a listing of one's own from its page, by one click."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from alliance.resources import actions
from alliance.resources.models import Listing
from alliance.resources.rules.states import STANDING
from api.graphql.context import Context
from tenants.acts.authors import Author
from tenants.permissions import Role, reach_of
from tenants.readers import author_for

# As long before its last day as its owner is reminded.
SOON = timedelta(days=14)
# Where the three lists cannot renew, no page offers it.
RENEW: Any = getattr(actions, "renew_listing", None)


def author_to_renew(context: Context, row: Any) -> Author | None:
    """As whom the reader would renew this: None unless it is a standing listing of theirs that ends soon."""
    if RENEW is None or not isinstance(row, Listing) or row.is_draft or row.state not in STANDING:
        return None
    if row.last_day is None or row.last_day - context.today > SOON:
        return None
    for mandate in context.reader.mandates:
        own = mandate.principal_id == row.owner_id
        if own and reach_of(Role(mandate.role), "change", "listing") is not None:
            return author_for(context.reader, mandate.id)
    return None


def renew(by: Author, listing_id: UUID, version: int | None) -> None:
    """Renew it if it is still at that version: of two clicks the second changes nothing. Raises Refusal."""
    RENEW(by=by, listing_id=listing_id, expected_version=version)
