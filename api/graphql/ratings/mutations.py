from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from alliance.ratings.actions import begin_rating, record_known_rating, record_star_step
from alliance.ratings.models import StarStepKind as Step
from api.graphql.context import Context
from api.graphql.ids import decode
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author
from tenants.errors import NotFound

from .types import StarRatingType, StarStepKind

ANSWER = ("star_rating", StarRatingType)


class BeginStarRatingInput(HouseInput):
    class Meta:
        description = "Whose stars are to be decided, for which period."

    organisation = graphene.ID(required=True, description="The Party organisation.")
    since = graphene.Date(required=True, description="The first day of the period.")
    until = graphene.Date(required=True, description="Its last day, included.")


class RecordStarStepInput(HouseInput):
    class Meta:
        description = "Which step was taken, and what it found."

    rating = graphene.ID(required=True, description="The rating.")
    step = StarStepKind(required=True, description="Which step.")
    on = graphene.Date(required=True, description="When it was taken.")
    stars = graphene.Int(required=True, description="How many stars it found, 1 to 5.")
    note = graphene.String(description="What is to be said of it, up to 500 characters.")
    files = graphene.List(
        graphene.NonNull(graphene.ID), description="Its evidence: files handed in before by whom you act as."
    )
    expected_version = graphene.Int(
        description="Refuse with `VERSION_CHANGED` if it is at another one by now."
    )


class RecordKnownStarRatingInput(HouseInput):
    class Meta:
        description = "Stars that an organisation is known to have, and from where."

    organisation = graphene.ID(required=True, description="The Party organisation.")
    stars = graphene.Int(required=True, description="How many, 1 to 5.")
    source = graphene.String(required=True, description="Where it is known from, up to 300 characters.")
    since = graphene.Date(description="The first day; null: nobody knows.")
    until = graphene.Date(description="The last day, included; null: open, or nobody knows.")


class BeginStarRating(RetriableMutation):
    class Meta:
        description = "A rating for a period begins. It has no stars before it is published."
        permission = ("assess", "star_rating")
        input = BeginStarRatingInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        organisation_id = key_in(given, "organisation", "PartyOrganisation")
        return begin_rating(
            by=author, organisation_id=organisation_id, starts=given.since, last_day=given.until
        ).id


class RecordStarStep(RetriableMutation):
    class Meta:
        description = (
            "A step of a rating was taken: 自评, 考核, 复核, 公示. The last one publishes its stars."
        )
        permission = ("assess", "star_rating")
        input = RecordStarStepInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return record_star_step(
            by=author,
            rating_id=key_in(given, "rating", "StarRating"),
            step=Step[given.step.value],
            on=given.on,
            stars=given.stars,
            text=given.get("note") or "",
            file_ids=_files(given),
            expected_version=given.get("expected_version"),
        ).id


class RecordKnownStarRating(RetriableMutation):
    class Meta:
        description = "Record stars that did not come about here, with their source."
        permission = ("decide", "star_rating")
        input = RecordKnownStarRatingInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return record_known_rating(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            stars=given.stars,
            source=given.source,
            starts=given.get("since"),
            last_day=given.get("until"),
        ).id


class RatingMutations:
    """Stars of Party organisations."""

    begin_star_rating = BeginStarRating.Field()
    record_star_step = RecordStarStep.Field()
    record_known_star_rating = RecordKnownStarRating.Field()


def _files(given: Any) -> list[UUID]:
    """Which files they are, the action asks; whatever else has an id is no file."""
    found = []
    for place, text in enumerate(given.get("files") or ()):
        known = decode(text)
        if known is None:
            raise NotFound(_("There is no such file."), ("files", str(place)))
        found.append(known[1])
    return found
