from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.resources.models import Listing, ListingTag
from alliance.resources.rules import state_on
from alliance.resources.selectors import visible
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.classification.tagging import tags_of
from api.graphql.classification.types import TagType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.files.types import FileType
from api.graphql.peers import by_id, follow, load
from api.graphql.places.types import UnitType
from api.graphql.projects.types import ProjectPartType
from api.graphql.tenancies.main import main_tenancy

from .belongings import files_of, named_enterprises, named_principals, parts_of, windows_of
from .enums import AudienceKind, ListingCategory, ListingKind, ListingState
from .windows import ListingWindowType


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
    principals = graphene.List(
        graphene.NonNull(PrincipalType),
        required=True,
        description="All that are named, enterprises and others, if the kind is `NAMED`.",
    )

    def resolve_kind(listing: Any, info: Any) -> str:
        return listing.audience

    def resolve_enterprises(listing: Any, info: Any) -> list[Any]:
        return load(listing, "named", named_enterprises, [])

    def resolve_principals(listing: Any, info: Any) -> list[Any]:
        return load(listing, "named principals", named_principals, [])


class ListingType(HouseType):
    """Something offered, wanted or planned together (资源、需求、项目)."""

    class Meta:
        name = "Listing"
        model = Listing
        description = "Something a member offers, looks for or plans with others (资源、需求、项目清单)."
        permission = ("read", "listing.public")

    kind = ListingKind(required=True, description="Which of the three lists it is on.")
    title = graphene.String(required=True, description="One line, e.g. 路演厅可借用.")
    description = graphene.String(description="The rest of the story; null if there is none.")
    quantity = graphene.Float(description="How much or how many, e.g. `2.5`.")
    measure = graphene.String(description="Of what the quantity is a number, e.g. 场.")
    price = graphene.String(description="In words, e.g. 免费 or 200 元/半天.")
    tags = graphene.List(graphene.NonNull(TagType), required=True, description="Words to be found by.")
    owner = graphene.Field(PrincipalType, required=True, description="Who posted it and acts for it.")
    enterprise = graphene.Field(_enterprise_type, description="The owner, when it is an enterprise.")
    available_from = graphene.Date(description="The first day; null: from now on.")
    available_until = graphene.Date(description="The last day, included; null: until it is closed.")
    state = ListingState(required=True, description="How it stands today.")
    created_at = graphene.DateTime(required=True, description="When it was posted.")
    category = ListingCategory(required=True, description="What kind of thing it is, e.g. `ROOM`.")
    unit = graphene.Field(
        UnitType,
        description="Where it is: the unit named; with neither unit nor place named, that of the owner's "
        "main tenancy today. So nobody has to say it, and it moves along.",
    )
    place = graphene.String(description="Where it is in words, if that was said, e.g. 特色商业街南口.")
    sharing_terms = graphene.String(description="On what terms it is shared, e.g. 用后归位，损坏照价赔偿.")
    is_draft = graphene.Boolean(required=True, description="Whether it is a draft, seen by its owner only.")
    windows = graphene.List(
        graphene.NonNull(ListingWindowType),
        required=True,
        description="When within its days it is available; none: at any time.",
    )
    files = graphene.List(graphene.NonNull(FileType), required=True, description="What is attached to it.")
    parts = graphene.List(
        graphene.NonNull(ProjectPartType),
        required=True,
        description="What of a project may be claimed, in order; at most 100. None for offers and wants.",
    )
    remaining = graphene.Float(
        description="How much of `quantity` is not promised yet, e.g. `1.5`; null without a quantity."
    )
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
        return follow(listing, "enterprise")

    def resolve_unit(listing: Any, info: Any) -> Any:
        if listing.unit_id or listing.place:
            return follow(listing, "unit")
        enterprise = follow(listing, "enterprise")
        tenancy = main_tenancy(enterprise, info.context.today) if enterprise else None
        return follow(tenancy, "unit") if tenancy else None

    def resolve_place(listing: Any, info: Any) -> str | None:
        return listing.place or None

    def resolve_sharing_terms(listing: Any, info: Any) -> str | None:
        return listing.sharing_terms or None

    def resolve_windows(listing: Any, info: Any) -> list[Any]:
        return load(listing, "windows", windows_of, [])

    def resolve_files(listing: Any, info: Any) -> list[Any]:
        return load(listing, "files", files_of, [])

    def resolve_parts(listing: Any, info: Any) -> list[Any]:
        return load(listing, "parts", parts_of, [])

    def resolve_remaining(listing: Any, info: Any) -> float | None:
        return None if listing.quantity is None else float(listing.quantity - listing.taken)

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
