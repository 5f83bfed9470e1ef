"""What people say of an agreement. All last days are included."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from alliance.agreements.models import Frequency, Side
from alliance.agreements.rules import AgreementTerms, PromiseTerms
from alliance.resources.models import Audience
from alliance.resources.models import ListingCategory as StoredCategory
from api.graphql.base import described
from api.graphql.ids import key_of
from api.graphql.keys import key_in, optional_key_in
from api.graphql.listings.enums import AudienceKind, ListingCategory
from api.graphql.mutating import HouseInput
from tenants.errors import NotFound

from .enums import PromiseFrequency, PromiseSide


class PromiseAudienceInput(graphene.InputObjectType):
    class Meta:
        description = "For whom a promise is."

    kind = AudienceKind(required=True, description="Everybody, the district, or those named.")
    principals = graphene.List(
        graphene.NonNull(graphene.ID), description="Ids of principals; with `NAMED`, and only then."
    )


described("PromiseAudienceInput", PromiseAudienceInput._meta.fields)


class PromiseInput(graphene.InputObjectType):
    class Meta:
        description = "One thing that one side promises."

    side = PromiseSide(required=True, description="Who promises it.")
    title = graphene.String(required=True, description="One line, up to 120 characters.")
    description = graphene.String(description="The rest of the story, up to 5,000 characters.")
    category = ListingCategory(description="Of what kind it is. Default `OTHER`.")
    quantity = graphene.Float(description="How much in each period, e.g. `4`. Null: not counted.")
    measure = graphene.String(description="Of what the quantity is a number, e.g. 场.")
    frequency = PromiseFrequency(description="How often. Default `ONCE`.")
    audience = graphene.InputField(PromiseAudienceInput, description="For whom. Default: the district.")
    since = graphene.Date(description="Its first day. Null: that of the agreement.")
    until = graphene.Date(description="Its last day, included. Null: that of the agreement.")


described("PromiseInput", PromiseInput._meta.fields)


class AgreementTermsInput(HouseInput):
    """What is to be signed."""

    class Meta:
        abstract = True

    institution = graphene.ID(required=True, description="The enterprise that is the resident institution.")
    title = graphene.String(required=True, description="One line, up to 120 characters.")
    number = graphene.String(description="Its number, up to 60 characters.")
    since = graphene.Date(required=True, description="Its first day, e.g. `2026-03-01`.")
    until = graphene.Date(description="Its last day, included. Null: open.")
    file = graphene.ID(description="The paper: a file that you handed in.")
    promises = graphene.List(
        graphene.NonNull(PromiseInput), required=True, description="1 to 50 of them, in their order."
    )


def terms_of(given: Any) -> AgreementTerms:
    """The input as the action takes it."""
    return AgreementTerms(
        institution=key_in(given, "institution", "Enterprise"),
        title=given["title"],
        number=given.get("number") or "",
        starts=given["since"],
        last_day=given.get("until"),
        file=optional_key_in(given, "file", "File"),
        promises=tuple(_promise(place, one) for place, one in enumerate(given["promises"])),
    )


def _promise(place: int, given: Any) -> PromiseTerms:
    audience = given.get("audience")
    category, frequency = given.get("category"), given.get("frequency")
    quantity = given.get("quantity")
    return PromiseTerms(
        side=Side(given["side"].value),
        title=given["title"],
        description=given.get("description") or "",
        category=StoredCategory(category.value) if category else StoredCategory.OTHER,
        quantity=None if quantity is None else Decimal(str(quantity)),
        measure=given.get("measure") or "",
        frequency=Frequency(frequency.value) if frequency else Frequency.ONCE,
        audience=Audience(audience["kind"].value) if audience else Audience.DISTRICT,
        named=_named(place, audience.get("principals") or ()) if audience else frozenset(),
        starts=given.get("since"),
        last_day=given.get("until"),
    )


def _named(promise: int, ids: Any) -> frozenset[UUID]:
    named = set()
    for place, text in enumerate(ids):
        key = key_of("Principal", text)
        if key is None:
            path = ("promises", str(promise), "audience", "principals", str(place))
            raise NotFound(_("There is nobody of this kind here."), path)
        named.add(key)
    return frozenset(named)
