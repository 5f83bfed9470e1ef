from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from alliance.resources.actions import close_listing, post_listing, update_listing
from alliance.resources.models import Audience
from alliance.resources.rules import Terms, tidy_tags
from api.graphql.context import Context
from api.graphql.ids import key_of
from api.graphql.mutating import HouseInput, HouseMutation
from tenants.acts.authors import Author
from tenants.errors import NotFound

from .enums import AudienceKind, ListingKind
from .types import ListingType

EMPTY_TEXTS = ("description", "measure", "price")


class AudienceInput(graphene.InputObjectType):
    class Meta:
        description = "Who may see a listing."

    kind = AudienceKind(required=True, description="Everybody, the district, or named enterprises.")
    enterprises = graphene.List(
        graphene.NonNull(graphene.ID), description="Who, besides you; with `NAMED`, and only then."
    )


class ListingTerms(HouseInput):
    """What is said of a listing. Left out of a change: stays as it is; null: there is none."""

    class Meta:
        abstract = True

    description = graphene.String(description="The rest of the story, up to 5,000 characters.")
    quantity = graphene.Float(description="How much or how many: more than 0, three decimals at most.")
    measure = graphene.String(description="Of what the quantity is a number, up to 20 characters.")
    price = graphene.String(description="In words, up to 120 characters.")
    tags = graphene.List(graphene.NonNull(graphene.String), description="Words to be found by, up to 10.")
    available_from = graphene.Date(description="The first day. Null: from now on.")
    available_until = graphene.Date(description="The last day, included. Null: until it is closed.")
    audience = graphene.InputField(AudienceInput, description="Who may see it. Default: everybody.")


class PostListingInput(ListingTerms):
    class Meta:
        description = "A new offer or want."

    kind = ListingKind(required=True, description="`OFFER` or `WANT`.")
    title = graphene.String(required=True, description="One line, up to 120 characters.")


class UpdateListingInput(ListingTerms):
    class Meta:
        description = "What is to change; what is left out stays."

    id = graphene.ID(required=True, description="The listing.")
    title = graphene.String(description="One line, up to 120 characters.")
    expected_version = graphene.Int(
        description="Refuse with `VERSION_CHANGED` if it is at another one by now."
    )


class CloseListingInput(HouseInput):
    class Meta:
        description = "Which listing to take off the list."

    id = graphene.ID(required=True, description="The listing.")
    expected_version = graphene.Int(
        description="Refuse with `VERSION_CHANGED` if it is at another one by now."
    )


class PostListing(HouseMutation):
    class Meta:
        description = "Put an offer or a want on the district's list, as the enterprise you act for."
        permission = ("post", "listing")
        input = PostListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return post_listing(
            by=author,
            kind=given.kind,
            terms=Terms(**said(given)),
            idempotency_key=given.get("idempotency_key"),
        )


class UpdateListing(HouseMutation):
    class Meta:
        description = "Change a listing of the enterprise you act for."
        permission = ("change", "listing")
        input = UpdateListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return update_listing(
            by=author,
            listing_id=_listing(given),
            changes=said(given),
            expected_version=given.get("expected_version"),
            idempotency_key=given.get("idempotency_key"),
        )


class CloseListing(HouseMutation):
    class Meta:
        description = "Take a listing off the list. It stays readable, as closed."
        permission = ("close", "listing")
        input = CloseListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return close_listing(
            by=author,
            listing_id=_listing(given),
            expected_version=given.get("expected_version"),
            idempotency_key=given.get("idempotency_key"),
        )


class ListingMutations:
    """Mutations of listings."""

    post_listing = PostListing.Field()
    update_listing = UpdateListing.Field()
    close_listing = CloseListing.Field()


def said(given: Any) -> dict[str, Any]:
    """What the input says of a listing, as fields of `Terms`; only what it mentions."""
    terms: dict[str, Any] = {name: given[name] or "" for name in EMPTY_TEXTS if name in given}
    if "title" in given:
        terms["title"] = given["title"] or ""
    if "quantity" in given:
        terms["quantity"] = None if given["quantity"] is None else Decimal(str(given["quantity"]))
    if "tags" in given:
        terms["tags"] = tidy_tags(given["tags"] or ())
    if "available_from" in given:
        terms["starts"] = given["available_from"]
    if "available_until" in given:
        terms["last_day"] = given["available_until"]
    if "audience" in given:
        audience = given["audience"]
        terms["audience"] = Audience(audience.kind.value) if audience else Audience.PUBLIC
        terms["named"] = _named(audience.get("enterprises") or ()) if audience else frozenset()
    return terms


def _named(ids: Any) -> frozenset[UUID]:
    """An enterprise shares its id with the principal it acts as."""
    named = set()
    for place, text in enumerate(ids):
        key = key_of("Enterprise", text)
        if key is None:
            raise NotFound(_("There is no such enterprise."), ("audience", "enterprises", str(place)))
        named.add(key)
    return frozenset(named)


def _listing(given: Any) -> UUID:
    key = key_of("Listing", given.id)
    if key is None:
        raise NotFound(_("There is no such listing."), ("id",))
    return key
