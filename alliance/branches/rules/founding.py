"""The chain of founding: 请示 → 批复 → election outcome → 挂牌. Not by a click (domain rule 10)."""

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from alliance.branches.models import WITHOUT_ELECTION, PartyOrganisation
from tenants.errors import Refusal

from .days import check_past


class Step(StrEnum):
    """What is recorded of a founding, in this order."""

    REQUEST = "REQUEST"
    APPROVAL = "APPROVAL"
    ELECTION = "ELECTION"
    SIGN = "SIGN"


COLUMN = {
    Step.REQUEST: "requested_on",
    Step.APPROVAL: "approved_on",
    Step.ELECTION: "elected_on",
    Step.SIGN: "sign_on",
}
PREPARING, STANDING, DISSOLVED = "PREPARING", "STANDING", "DISSOLVED"


def state_on(organisation: PartyOrganisation, day: date) -> str:
    """PREPARING until its sign is up, STANDING, DISSOLVED. One recorded without papers stands."""
    if organisation.dissolved_on is not None and organisation.dissolved_on <= day:
        return DISSOLVED
    if organisation.sign_on is None:
        return STANDING if organisation.papers_unknown else PREPARING
    return STANDING if organisation.sign_on <= day else PREPARING


def stage_of(organisation: PartyOrganisation) -> Step | None:
    """The last step of its founding that has been recorded."""
    taken = [step for step in Step if getattr(organisation, COLUMN[step]) is not None]
    return taken[-1] if taken else None


def check_step(organisation: PartyOrganisation, step: Step, on: date, today: date) -> None:
    """Raise Refusal `STEP_DONE`, `STEP_MISSING`, `OUT_OF_ORDER`, `IN_THE_FUTURE`, `DISSOLVED`."""
    check_standing(organisation)
    check_past(on, today)
    if getattr(organisation, COLUMN[step]) is not None:
        raise Refusal("STEP_DONE", _("This step has been recorded already."), ("step",))
    before = list(Step)[: list(Step).index(step)]
    needed = [one for one in before if not _can_do_without(organisation, one)]
    if not organisation.papers_unknown and any(getattr(organisation, COLUMN[one]) is None for one in needed):
        raise Refusal("STEP_MISSING", _("The step before has not been recorded yet."), ("step",))
    days = [day for one in before if (day := getattr(organisation, COLUMN[one])) is not None]
    if days and on < max(days):
        raise Refusal("OUT_OF_ORDER", _("This lies before the step that it follows."), ("on",))


def check_standing(organisation: PartyOrganisation, path: str = "organisation") -> None:
    """Raise Refusal `DISSOLVED`: there is nothing to be done to it any more."""
    if organisation.dissolved_on is not None:
        raise Refusal("DISSOLVED", _("This organisation has been dissolved."), (path,))


def check_founded(organisation: PartyOrganisation, path: str = "organisation") -> None:
    """Raise Refusal `NOT_APPROVED`, `DISSOLVED`: only what was approved covers anybody and has offices."""
    check_standing(organisation, path)
    if organisation.approved_on is None and not organisation.papers_unknown:
        raise Refusal("NOT_APPROVED", _("This organisation has not been approved yet."), (path,))


def _can_do_without(organisation: PartyOrganisation, step: Step) -> bool:
    return step == Step.ELECTION and organisation.kind in WITHOUT_ELECTION
