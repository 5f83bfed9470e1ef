"""Stars of a Party organisation: 自评 → 考核 → 复核 → 公示, who decided kept; never on a company."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from alliance.files.models import StoredFile
from alliance.ratings.actions import begin_rating, record_known_rating, record_star_step
from alliance.ratings.models import StarEvidence, StarRating, StarStep
from alliance.ratings.models import StarStepKind as Step
from alliance.ratings.selectors import stars_on
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tenants.readers import reader_of
from tests.alliance.resources.test_two_connections import together
from tests.factories.branches import a_known_branch, a_secretary, again
from tests.factories.ground import an_account
from tests.factories.town import Town

YEAR: dict[str, Any] = {"starts": date(2025, 1, 1), "last_day": date(2025, 12, 31)}


def a_file(owner: Any) -> StoredFile:
    return StoredFile.objects.create(
        owner=owner, name="自评表.pdf", media_type="application/pdf", size=1, sha256="0" * 64, content=b"x"
    )


def taken(by: Author, rating: StarRating, *steps: Step, stars: int = 5) -> None:
    for step in steps:
        record_star_step(by=by, rating_id=rating.id, step=step, on=date(2026, 1, step), stars=stars)


def test_the_last_step_publishes_and_who_decided_is_kept(town: Town) -> None:
    home = town.home
    with scope(home.district):
        one = a_known_branch()
        secretary = a_secretary(an_account("branch"), one.id)
        rating = begin_rating(by=secretary, organisation_id=one.id, **YEAR)
        evidence = StoredFile.objects.create(
            owner_id=one.id, name="自评表.pdf", media_type="application/pdf", size=1, sha256="0", content=b"x"
        )
        record_star_step(
            by=secretary,
            rating_id=rating.id,
            step=Step.SELF_ASSESSMENT,
            on=date(2026, 1, 1),
            stars=5,
            file_ids=[evidence.id],
        )
        with pytest.raises(Refusal, match="FORBIDDEN"):
            taken(secretary, rating, Step.ASSESSMENT)
        taken(home.as_secretary, rating, Step.ASSESSMENT, Step.REVIEW, stars=4)
        assert (again(rating).state, again(rating).stars) == ("DRAFT", None)
        taken(home.as_secretary, rating, Step.PUBLICATION, stars=4)
        assert (again(rating).state, again(rating).stars) == ("PUBLISHED", 4)
        decided = list(StarStep.objects.order_by("ordinal").values_list("stars", "principal"))
        assert decided == [(5, one.id), *[(4, home.secretariat.id)] * 3]
        assert StarEvidence.objects.get().file_id == evidence.id
        reader = reader_of(home.liaison)
        seen = [stars_on(reader, [one.id], day) for day in (date(2025, 6, 1), date(2026, 6, 1))]
        assert [one_day.get(one.id) for one_day in seen] == [rating, None]


@pytest.mark.parametrize(
    ("before", "step", "said", "code"),
    [
        ([], Step.ASSESSMENT, {}, "STEP_MISSING"),
        ([], Step.PUBLICATION, {}, "STEP_MISSING"),
        ([Step.SELF_ASSESSMENT], Step.SELF_ASSESSMENT, {}, "STEP_DONE"),
        ([Step.SELF_ASSESSMENT], Step.ASSESSMENT, {"on": date(2025, 12, 31)}, "OUT_OF_ORDER"),
        ([], Step.SELF_ASSESSMENT, {"stars": 0}, "OUT_OF_RANGE"),
        ([], Step.SELF_ASSESSMENT, {"stars": 6}, "OUT_OF_RANGE"),
        ([], Step.SELF_ASSESSMENT, {"on": date(2999, 1, 1)}, "IN_THE_FUTURE"),
        ([], Step.SELF_ASSESSMENT, {"text": "字" * 501}, "TOO_LONG"),
    ],
)
def test_steps_that_cannot_be(
    town: Town, before: list[Step], step: Step, said: dict[str, Any], code: str
) -> None:
    with scope(town.home.district):
        rating = begin_rating(by=OPERATOR, organisation_id=a_known_branch().id, **YEAR)
        taken(OPERATOR, rating, *before)
        acts = Act.objects.count()
        told: dict[str, Any] = {"on": date(2026, 1, 9), "stars": 3} | said
        with pytest.raises(Refusal, match=code):
            record_star_step(by=town.home.as_secretary, rating_id=rating.id, step=step, **told)
        assert Act.objects.count() == acts and StarStep.objects.count() == len(before)


def test_the_database_keeps_the_order_of_the_steps(town: Town) -> None:
    with scope(town.home.district):
        rating = begin_rating(by=OPERATOR, organisation_id=a_known_branch().id, **YEAR)
        step = {"rating": rating, "on": date(2026, 1, 1), "stars": 5}
        for columns, name in (
            ({"ordinal": 2, "after": None}, "follows"),
            ({"ordinal": 3, "after": 1}, "follows"),
            ({"ordinal": 5, "after": 4}, "follows"),
            ({"ordinal": 1, "after": None, "stars": 6}, "one_to_five"),
        ):
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                StarStep.objects.create(**(step | columns))
        StarStep.objects.create(**step, ordinal=1)
    with pytest.raises(IntegrityError, match="after_fk"), scope(town.home.district):
        StarStep.objects.create(**step, ordinal=3, after=2)


def test_published_stars_do_not_overlap_where_their_days_are_known(town: Town) -> None:
    known: dict[str, Any] = {"by": town.home.as_secretary, "stars": 5, "source": "街道文件"}
    with scope(town.home.district):
        one = a_known_branch()
        record_known_rating(organisation_id=one.id, **known)
        record_known_rating(organisation_id=one.id, **known, **YEAR)
        with pytest.raises(Refusal, match="RATING_OVERLAPS"):
            record_known_rating(organisation_id=one.id, **known, starts=date(2025, 12, 31))
        record_known_rating(organisation_id=one.id, **(known | {"stars": 4}), starts=date(2026, 1, 1))
        reader = reader_of(town.home.liaison)

        def stars(day: date) -> int | None:
            return stars_on(reader, [one.id], day)[one.id].stars

        # A dated one goes before the one whose days nobody knows.
        assert [stars(date(2020, 1, 1)), stars(date(2025, 1, 1)), stars(today())] == [5, 5, 4]
        with pytest.raises(Refusal, match="REQUIRED"):
            record_known_rating(organisation_id=one.id, **(known | {"source": " "}))


def test_whoever_may_not_rates_nobody(town: Town) -> None:
    home = town.home
    with scope(home.district):
        one, other = a_known_branch("甲"), a_known_branch("乙")
        secretary = a_secretary(an_account("branch"), one.id)
        begin_rating(by=secretary, organisation_id=one.id, **YEAR)
        theirs = begin_rating(by=OPERATOR, organisation_id=other.id, **YEAR)
        acts = Act.objects.count()
        with pytest.raises(Refusal, match="FORBIDDEN"):
            taken(secretary, theirs, Step.SELF_ASSESSMENT)
        for who in (home.as_liaison, home.as_manager):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                begin_rating(by=who, organisation_id=one.id, **YEAR)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            record_known_rating(by=secretary, organisation_id=one.id, stars=5, source="自己说的")
        assert Act.objects.count() == acts
        assert stars_on(reader_of(None), [one.id], today()) == {}
    with scope(town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        taken(town.next_door.as_secretary, theirs, Step.SELF_ASSESSMENT)


def test_somebody_elses_file_is_no_evidence(town: Town) -> None:
    with scope(town.home.district):
        rating = begin_rating(by=OPERATOR, organisation_id=a_known_branch().id, **YEAR)
        with pytest.raises(Refusal, match="NOT_FOUND") as refused:
            record_star_step(
                by=town.home.as_secretary,
                rating_id=rating.id,
                step=Step.SELF_ASSESSMENT,
                on=date(2026, 1, 1),
                stars=5,
                file_ids=[a_file(town.home.office).id],
            )
        assert refused.value.path == ("files",)


def test_a_publication_by_mistake_is_taken_back(town: Town) -> None:
    with scope(town.home.district):
        rating = begin_rating(by=OPERATOR, organisation_id=a_known_branch().id, **YEAR)
        taken(town.home.as_secretary, rating, *Step)
        last = Act.objects.filter(verb="star_rating.step").order_by("-at", "-id")[0]
        undo(act_id=last.id, by=OPERATOR)
        assert (again(rating).state, StarStep.objects.count()) == ("DRAFT", 3)


def test_of_two_who_take_the_same_step_exactly_one_does(town: Town) -> None:
    with scope(town.home.district):
        rating = begin_rating(by=OPERATOR, organisation_id=a_known_branch().id, **YEAR)

    def step() -> Any:
        return record_star_step(
            by=town.home.as_secretary,
            rating_id=rating.id,
            step=Step.SELF_ASSESSMENT,
            on=today() - timedelta(days=1),
            stars=5,
        ).id

    answers = together(town, step, step)
    assert sorted(map(str, answers)) == sorted([str(rating.id), "STEP_DONE"])


def test_no_star_on_a_company_ever() -> None:
    """No model, no type and no input of the schema could hold one."""
    from graphql import GraphQLInputObjectType, GraphQLObjectType

    from api.graphql.schema import schema

    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields()}
        starred = {
            name for name in fields if "star" in name.split("_") or "stars" in name or "rating" in name
        }
        points_to_enterprise = any(
            getattr(field, "related_model", None) is apps.get_model("tenants", "Enterprise")
            for field in model._meta.concrete_fields
        )
        assert not starred or model._meta.app_label in {"ratings", "branches", "files", "tenants"}, model
        if model._meta.app_label == "ratings":
            assert not points_to_enterprise, model
    assert not {
        field.name
        for field in apps.get_model("tenants", "Enterprise")._meta.get_fields()
        if "star" in field.name
    }
    for name, kind in schema.graphql_schema.type_map.items():
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType) and not name.startswith("__"):
            held = {
                field for field in kind.fields if "star" in field.lower() and "start" not in field.lower()
            }
            rated = name.startswith(
                ("PartyOrganisation", "StarRating", "StarStep", "RecordStar", "RecordKnownStar")
            )
            starred_answer = name in {"Mutation", "BeginStarRatingPayload"}
            assert not held or rated or starred_answer, f"{name} holds {held}"
    enterprise: Any = schema.graphql_schema.type_map["Enterprise"]
    assert not [field for field in enterprise.fields if "star" in field.lower() or "rating" in field.lower()]
