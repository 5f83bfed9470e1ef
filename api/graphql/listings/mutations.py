from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from alliance.resources.actions import (
    close_listing,
    post_listing,
    publish_listing,
    renew_listing,
    update_listing,
)
from alliance.resources.rules import Terms
from api.graphql.context import Context
from api.graphql.ids import key_of
from api.graphql.mutating import HouseMutation, StandInInput
from tenants.acts.authors import Author
from tenants.errors import NotFound

from .enums import ListingKind
from .inputs import ListingTerms, said
from .types import ListingType

EXPECTED = "Refuse with `VERSION_CHANGED` if it is at another one by now."


class PostListingInput(ListingTerms):
    class Meta:
        description = "A new offer, want or project."

    kind = ListingKind(required=True, description="`OFFER`, `WANT` or `PROJECT`.")
    title = graphene.String(required=True, description="One line, up to 120 characters.")
    is_draft = graphene.Boolean(description="Yours only, until you call `publishListing`. Default `false`.")


class UpdateListingInput(ListingTerms):
    class Meta:
        description = "What is to change; what is left out stays."

    id = graphene.ID(required=True, description="The listing.")
    title = graphene.String(description="One line, up to 120 characters.")
    expected_version = graphene.Int(description=EXPECTED)


class CloseListingInput(StandInInput):
    class Meta:
        description = "Which listing to take off the list."

    id = graphene.ID(required=True, description="The listing.")
    expected_version = graphene.Int(description=EXPECTED)


class PublishListingInput(StandInInput):
    class Meta:
        description = "Which draft to put on the list."

    id = graphene.ID(required=True, description="The draft.")
    expected_version = graphene.Int(description=EXPECTED)


class RenewListingInput(StandInInput):
    class Meta:
        description = "Which listing to prolong."

    id = graphene.ID(required=True, description="The listing; it may have expired.")
    available_until = graphene.Date(
        description="The new last day, included. Left out: as long again as it was, else 90 days."
    )
    expected_version = graphene.Int(description=EXPECTED)


class PostListing(HouseMutation):
    class Meta:
        description = "Put an offer, a want or a project on the district's list, as whom you act for."
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
        description = "Change a listing of whom you act for."
        permission = ("change", "listing")
        input = UpdateListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return update_listing(by=author, changes=said(given), **_which(given))


class CloseListing(HouseMutation):
    class Meta:
        description = "Take a listing off the list. It stays readable, as closed."
        permission = ("close", "listing")
        input = CloseListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return close_listing(by=author, **_which(given))


class PublishListing(HouseMutation):
    class Meta:
        description = "Put a draft on the list, as posted now."
        permission = ("change", "listing")
        input = PublishListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return publish_listing(by=author, **_which(given))


class RenewListing(HouseMutation):
    class Meta:
        description = "Prolong a listing by one click, from a reminder. What has expired stands again."
        permission = ("change", "listing")
        input = RenewListingInput
        answer = ("listing", ListingType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return renew_listing(by=author, last_day=given.get("available_until"), **_which(given))


class ListingMutations:
    """Mutations of listings."""

    post_listing = PostListing.Field()
    update_listing = UpdateListing.Field()
    close_listing = CloseListing.Field()
    publish_listing = PublishListing.Field()
    renew_listing = RenewListing.Field()


def _which(given: Any) -> dict[str, Any]:
    key = key_of("Listing", given.id)
    if key is None:
        raise NotFound(_("There is no such listing."), ("id",))
    return {
        "listing_id": key,
        "expected_version": given.get("expected_version"),
        "idempotency_key": given.get("idempotency_key"),
    }
