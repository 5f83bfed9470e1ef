from typing import Any
from uuid import UUID

from alliance.resources.actions import post_listing
from alliance.resources.models import Audience, Listing, ListingKind
from alliance.resources.rules import Terms
from tenants.acts.authors import Author


def a_listing(by: Author, title: str = "会议室", *, kind: Any = ListingKind.OFFER, **terms: Any) -> Listing:
    posted = post_listing(by=by, kind=kind, terms=Terms(title=title, **terms))
    return Listing.objects.get(id=posted)


def for_named(*principals: UUID) -> dict[str, Any]:
    return {"audience": Audience.NAMED, "named": frozenset(principals)}


FOR_DISTRICT: dict[str, Any] = {"audience": Audience.DISTRICT}
