from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.resources.models import Listing, ListingAudience, ListingTag
from alliance.resources.rules import state_on
from alliance.resources.selectors import visible
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.classification.tagging import tags_of
from api.graphql.classification.types import TagType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.peers import by_id, follow, load
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise
from tenants.selectors.occupancy import known_to

from .enums import AudienceKind, ListingKind, ListingState


def _enterprise_type() -> Any:
    from api.graphql.enterprises.types import EnterpriseType  # which has listings itself

    return EnterpriseType


class ListingAudienceType(HouseType):
    class Meta:
        name = "Audience"
        description = "Who may see a listing. Told to its owner only."
        permission = ("read", "listing.public")

    kind = AudienceKind(required=True, description="E.g. `DISTRICT`.")
    enterprises = graphene.List(
        graphene.NonNull(_enterprise_type),
        required=True,
        description="The enterprises named, if the kind is `NAMED`.",
    )

    def resolve_kind(listing: Any, info: Any) -> str:
        return listing.audience

    def resolve_enterprises(listing: Any, info: Any) -> list[Any]:
        return load(listing, "named", _named, [])


class ListingType(HouseType):
    """Something offered, wanted or planned together (资源、需求、项目)."""

    class Meta:
        name = "Listing"
        model = Listing
        description = "Something a member offers or looks for (资源清单、需求清单)."
        permission = ("read", "listing.public")

    kind = ListingKind(required=True, description="Which of the three lists it is on.")
    title = graphene.String(required=True, description="One line, e.g. 路演厅可借用.")
    description = graphene.String(description="The rest of the story; null if there is none.")
    quantity = graphene.Float(description="How much or how many, e.g. `2.5`.")
    measure = graphene.String(description="Of what the quantity is a number, e.g. 场.")
    price = graphene.String(description="In words, e.g. 免费 or 200 元/半天.")
    tags = graphene.List(graphene.NonNull(TagType), required=True, description="Words to be found by.")
    owner = graphene.Field(PrincipalType, required=True, description="Who posted it and acts for it.")
    enterprise = graphene.Field(
        _enterprise_type,
        description="The owner, when it is an enterprise (one that is only to come: null to the public).",
    )
    available_from = graphene.Date(description="The first day; null: from now on.")
    available_until = graphene.Date(description="The last day, included; null: until it is closed.")
    state = ListingState(required=True, description="How it stands today.")
    created_at = graphene.DateTime(required=True, description="When it was posted.")
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")
    audience = graphene.Field(ListingAudienceType, description="Who may see it; null unless it is your own.")

    def resolve_description(listing: Any, info: Any) -> str | None:
        return listing.description or None

    def resolve_quantity(listing: Any, info: Any) -> float | None:
        return None if listing.quantity is None else float(listing.quantity)

    def resolve_measure(listing: Any, info: Any) -> str | None:
        return listing.measure or None

    def resolve_price(listing: Any, info: Any) -> str | None:
        return listing.price or None

    def resolve_tags(listing: Any, info: Any) -> list[Any]:
        return tags_of(listing, ListingTag.objects.all(), "listing_id")

    def resolve_owner(listing: Any, info: Any) -> Any:
        return follow(listing, "owner")

    def resolve_enterprise(listing: Any, info: Any) -> Any:
        def read(listings: list[Any]) -> dict[UUID, Any]:
            owners = {row.enterprise_id for row in listings} - {None}
            known = by_id(known_to(info.context.reader, info.context.today), owners)
            return {row.pk: known.get(row.enterprise_id) for row in listings}

        return load(listing, "enterprise", read)

    def resolve_available_from(listing: Any, info: Any) -> Any:
        return listing.starts

    def resolve_available_until(listing: Any, info: Any) -> Any:
        return listing.last_day

    def resolve_state(listing: Any, info: Any) -> str:
        return state_on(listing.state, listing.ends, info.context.today)

    def resolve_audience(listing: Any, info: Any) -> Any:
        return listing if listing.owner_id in info.context.reader.principals else None

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those the reader may see; the others are not there."""
        return by_id(visible(context.reader), ids)


ListingConnection = connection_of(ListingType, "Listing", "listings")


def _named(listings: list[Any]) -> dict[UUID, list[Any]]:
    links = ListingAudience.objects.filter(
        district=current_district_id(), listing__in=[row.pk for row in listings]
    )
    pairs = list(links.values_list("listing_id", "principal_id"))
    enterprises = by_id(Enterprise.objects.all(), {principal for _listing, principal in pairs})
    found: dict[UUID, list[Any]] = {}
    for listing, principal in pairs:
        found.setdefault(listing, []).append(enterprises[principal])
    return {listing: sorted(named, key=lambda one: one.sort_key) for listing, named in found.items()}
