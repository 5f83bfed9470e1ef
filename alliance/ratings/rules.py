"""How stars come about: 自评 → 考核 → 复核 → 公示. Pure: no database, no clock."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from .models import RatingState, StarRating, StarStep, StarStepKind

FEWEST, MOST = 1, 5
MOST_FILES = 20


def check_stars(stars: int) -> None:
    if not FEWEST <= stars <= MOST:
        raise Refusal("OUT_OF_RANGE", _("Stars are from one to five."), ("stars",))


def check_next(rating: StarRating, taken: Sequence[StarStep], step: StarStepKind, on: date) -> None:
    """Raise Refusal `STEP_DONE`, `STEP_MISSING`, `OUT_OF_ORDER`: one step follows the other, by date too."""
    if rating.state == RatingState.PUBLISHED or any(one.ordinal == step for one in taken):
        raise Refusal("STEP_DONE", _("This step has been recorded already."), ("step",))
    if len(taken) != step - 1:
        raise Refusal("STEP_MISSING", _("The step before has not been recorded yet."), ("step",))
    if taken and on < max(one.on for one in taken):
        raise Refusal("OUT_OF_ORDER", _("This lies before the step that it follows."), ("on",))


def verb_of(step: StarStepKind) -> str:
    """Which right a step needs."""
    return "assess" if step == StarStepKind.SELF_ASSESSMENT else "decide"
