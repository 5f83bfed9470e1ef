from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import graphene
from django.db.models import F

from alliance.ratings.models import RatingState as StoredState
from alliance.ratings.models import StarEvidence, StarRating, StarStep
from alliance.ratings.selectors import stars_on, visible
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.context import Context
from api.graphql.enums import choices_of, enum_of
from api.graphql.peers import by_id, follow, listed, load
from api.graphql.tenancies.types import last_day
from tenants.isolation.scope import current_district_id

READ = ("read", "star_rating")
STEPS = {
    "SELF_ASSESSMENT": "The organisation's own (自评).",
    "ASSESSMENT": "The assessment (考核).",
    "REVIEW": "The review (复核).",
    "PUBLICATION": "The publication, which ends it (公示).",
}
StarStepKind = choices_of("StarStepKind", "The steps of a rating, in their order.", STEPS)
RatingState = enum_of(
    StoredState,
    "How far a rating has come.",
    {"DRAFT": "Being decided; it counts for nothing yet.", "PUBLISHED": "Published: its stars count."},
)


class StarStepType(HouseType):
    class Meta:
        name = "StarStep"
        permission = READ
        description = "A step of a rating: by whom, when, with how many stars."

    step = StarStepKind(required=True, description="Which step.")
    on = graphene.Date(required=True, description="When it was taken.")
    stars = graphene.Int(required=True, description="How many stars were found, 1 to 5.")
    by = graphene.Field(PrincipalType, description="Who decided; null for the operator.")
    note = graphene.String(description="What was said of it.")
    evidence = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The names of its files."
    )

    def resolve_step(step: Any, info: Any) -> str:
        return list(STEPS)[step.ordinal - 1]

    def resolve_by(step: Any, info: Any) -> Any:
        return follow(step, "principal")

    def resolve_note(step: Any, info: Any) -> str | None:
        return step.note or None

    def resolve_evidence(step: Any, info: Any) -> list[str]:
        return load(step, "evidence", _file_names, [])


class StarRatingType(HouseType):
    class Meta:
        name = "StarRating"
        model = StarRating
        permission = READ
        description = "The stars of a Party organisation for a period (星级). Never of an enterprise."

    organisation = graphene.Field(
        "api.graphql.branches.types.PartyOrganisationType", required=True, description="Whose they are."
    )
    stars = graphene.Int(description="How many, 1 to 5; null before they are published.")
    since = graphene.Date(description="The first day; null: nobody knows.")
    until = graphene.Date(description="The last day, included; null: open, or nobody knows.")
    source = graphene.String(description="Where it is known from, if it did not come about here.")
    state = RatingState(required=True, description="How far it has come.")
    steps = graphene.List(
        graphene.NonNull(StarStepType), required=True, description="Its steps so far, in their order."
    )
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    def resolve_organisation(rating: Any, info: Any) -> Any:
        return follow(rating, "organisation")

    def resolve_since(rating: Any, info: Any) -> Any:
        return rating.starts

    def resolve_until(rating: Any, info: Any) -> Any:
        return last_day(rating.ends)

    def resolve_source(rating: Any, info: Any) -> str | None:
        return rating.source or None

    def resolve_steps(rating: Any, info: Any) -> list[StarStep]:
        def read(rows: list[Any]) -> dict[UUID, list[StarStep]]:
            steps = StarStep.objects.filter(
                district=current_district_id(), rating__in=[row.pk for row in rows]
            )
            return listed(steps.order_by("ordinal"), "rating_id")

        return load(rating, "steps", read, [])

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        return by_id(visible(context.reader), ids)


def stars_of(organisation: Any, context: Context, day: date) -> StarRating | None:
    """Its published rating on a day."""

    def read(rows: list[Any]) -> dict[UUID, StarRating]:
        return stars_on(context.reader, [row.pk for row in rows], day)

    return load(organisation, ("stars", day), read)


def ratings_of(organisation: Any, context: Context) -> list[StarRating]:
    """All its ratings, the latest first."""

    def read(rows: list[Any]) -> dict[UUID, list[StarRating]]:
        found = visible(context.reader).filter(organisation__in=[row.pk for row in rows])
        return listed(found.order_by(F("starts").desc(nulls_last=True), "-id"), "organisation_id")

    return load(organisation, "ratings", read, [])


def _file_names(steps: list[Any]) -> dict[UUID, list[str]]:
    rows = StarEvidence.objects.filter(district=current_district_id(), step__in=[row.pk for row in steps])
    found: dict[UUID, list[str]] = {}
    for step_id, name in rows.order_by("file__name", "id").values_list("step_id", "file__name"):
        found.setdefault(step_id, []).append(name)
    return found
