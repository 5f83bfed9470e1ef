"""What the regulation says "generally": warnings with their source, never refusals (domain rule 10)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alliance.branches.models import OrganisationKind

from .days import TERM_YEARS, months_later

REGULATION = "《中国共产党支部工作条例（试行）》"
LEAST_MEMBERS, MOST_MEMBERS, MOST_UNITS, COMMITTEE_FROM, LEAST_COMMITTEE = 3, 50, 5, 7, 3
BRANCHES = (OrganisationKind.BRANCH, OrganisationKind.JOINT_BRANCH, OrganisationKind.PROVISIONAL_BRANCH)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an organisation on a day. `formal` and `members` are None where nobody counted."""

    kind: str
    day: date
    covered: int = 0
    formal: int | None = None
    members: int | None = None
    office_holders: int = 0
    term: tuple[date, date] | None = None
    has_had_a_term: bool = False


@dataclass(frozen=True)
class Warned:
    """`code` for programs, `message` for people, `source`: where the regulation says so."""

    code: str
    message: str
    source: str


def warnings_of(facts: Facts) -> list[Warned]:
    """What to look at. Only branches are warned: the regulation is about them."""
    if facts.kind not in BRANCHES:
        return []
    found = [*_of_members(facts), *_of_units(facts), *_of_terms(facts)]
    return [
        Warned(code, f"{message} {REGULATION}{article}", f"{REGULATION}{article}")
        for code, message, article in found
    ]


def _of_members(facts: Facts) -> list[tuple[str, str, str]]:
    found = []
    if facts.kind == OrganisationKind.BRANCH and facts.formal is not None and facts.formal < LEAST_MEMBERS:
        found.append(
            ("FEW_MEMBERS", _("A branch of its own generally has three formal members or more."), "第四条")
        )
    if facts.members is not None and facts.members > MOST_MEMBERS:
        found.append(("MANY_MEMBERS", _("A branch generally has at most fifty members."), "第四条"))
    committee = facts.office_holders >= LEAST_COMMITTEE
    if facts.formal is not None and facts.formal >= COMMITTEE_FROM and not committee:
        message = _("A branch of seven formal members or more has a committee of three to five.")
        found.append(("COMMITTEE_MISSING", message, "第六章"))
    return found


def _of_units(facts: Facts) -> list[tuple[str, str, str]]:
    if facts.kind != OrganisationKind.JOINT_BRANCH or facts.covered <= MOST_UNITS:
        return []
    return [("MANY_UNITS", _("A joint branch generally covers at most five units."), "第五条")]


def _of_terms(facts: Facts) -> list[tuple[str, str, str]]:
    if facts.term is None:
        message = _("The last term has ended, and no other has begun.")
        return [("TERM_OVER", message, "第六章")] if facts.has_had_a_term else []
    starts, ends = facts.term
    if ends <= months_later(starts, 12 * TERM_YEARS):
        return []
    return [("LONG_TERM", _("A term is generally three years."), "第六章")]
