"""Stars are proposed, decided step by step and published; or recorded with the source they are known from."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.actions.steps import all_locked
from alliance.branches.rules.days import check_day, check_past, ends_after
from alliance.branches.rules.founding import check_founded
from alliance.branches.rules.words import tidy
from alliance.files.models import StoredFile
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.permissions import require
from tenants.rules.versions import check_version

from .models import RatingState, StarEvidence, StarRating, StarStep, StarStepKind
from .rules import MOST_FILES, check_next, check_stars, verb_of

TOPIC = "star_rating"


def begin_rating(*, by: Author, organisation_id: UUID, starts: date, last_day: date) -> StarRating:
    """A rating for a period begins; it has no stars before it is published. Raises `BEFORE_START`."""
    [organisation] = all_locked([organisation_id], "organisation")
    require(by, "assess", "star_rating", owner=organisation_id)
    check_founded(organisation)
    check_day(starts, "since")
    rating = StarRating(organisation=organisation, starts=starts, ends=ends_after(last_day, starts))
    with act("star_rating.begin", by=by, summary=organisation.name) as record:
        record.create(rating)
        record.emit(TOPIC, rating.id)
    return rating


def record_star_step(
    *,
    by: Author,
    rating_id: UUID,
    step: StarStepKind,
    on: date,
    stars: int,
    text: str = "",
    file_ids: Collection[UUID] = (),
    expected_version: int | None = None,
) -> StarRating:
    """A step of a rating has been taken, by whoever acts; the last one publishes its stars.

    Raises Refusal `STEP_DONE`, `STEP_MISSING`, `OUT_OF_ORDER`, `RATING_OVERLAPS`, `FORBIDDEN`, NotFound.
    """
    rows = StarRating.objects.filter(district=current_district_id(), id=rating_id)
    rating = rows.select_for_update(of=("self",)).select_related("organisation").first()
    if rating is None:
        raise NotFound(_("There is no such rating."), ("rating",))
    require(by, verb_of(step), "star_rating", owner=rating.organisation_id)
    check_version(rating.version, expected_version)
    check_past(on, today())
    check_stars(stars)
    check_next(rating, list(StarStep.objects.filter(rating=rating)), step, on)
    text = tidy(text, 500, "note")
    files = _own_files(by, file_ids)
    summary = f"{rating.organisation.name} · {step.label}"
    with act("star_rating.step", by=by, summary=summary) as record:
        taken = StarStep(
            rating=rating,
            ordinal=step,
            after=step - 1 or None,
            on=on,
            stars=stars,
            principal_id=by.principal_id,
            note=text,
        )
        record.create(taken)
        record.create_many([StarEvidence(step=taken, file_id=one) for one in files])
        published = {"state": RatingState.PUBLISHED, "stars": stars}
        final = published if step == StarStepKind.PUBLICATION else {}
        record.update(rating, version=rating.version + 1, **final)
        record.emit(TOPIC, rating.id)
    return rating


def record_known_rating(
    *,
    by: Author,
    organisation_id: UUID,
    stars: int,
    source: str,
    starts: date | None = None,
    last_day: date | None = None,
) -> StarRating:
    """Stars that an organisation is known to have; where from, the source says. Days may be unknown."""
    require(by, "decide", "star_rating")
    [organisation] = all_locked([organisation_id], "organisation")
    check_stars(stars)
    check_day(starts, "since")
    rating = StarRating(
        organisation=organisation,
        stars=stars,
        source=tidy(source, 300, "source", needed=True),
        starts=starts,
        ends=ends_after(last_day, starts),
        state=RatingState.PUBLISHED,
    )
    with act("star_rating.record_known", by=by, summary=organisation.name) as record:
        record.create(rating)
        record.emit(TOPIC, rating.id)
    return rating


def _own_files(by: Author, ids: Collection[UUID]) -> list[UUID]:
    wanted = sorted(set(ids))
    if len(wanted) > MOST_FILES:
        raise Refusal("TOO_MANY", _("At most %(most)d files.") % {"most": MOST_FILES}, ("files",))
    files = StoredFile.objects.filter(district=current_district_id(), id__in=wanted)
    if by != OPERATOR:
        files = files.filter(owner=by.principal_id)
    if files.count() != len(wanted):
        raise NotFound(_("There is no such file."), ("files",))
    return wanted
