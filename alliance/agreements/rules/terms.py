from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.resources.models import Audience, ListingCategory
from alliance.resources.rules.limits import LONGEST, check_length, check_quantity
from tenants.errors import Refusal

from ..models.promises import Frequency, Side

ONE_DAY = timedelta(days=1)
LONGEST_NUMBER = 60
MOST_PROMISES = 50
MOST_NAMED = 200
# A pact for longer than that is a slip of the pen, and its periods would fill the lists.
LONGEST_YEARS = 30

Path = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PromiseTerms:
    """What one side promises. Days left out are the agreement's; `last_day` is included; `named` are
    principals."""

    side: Side
    title: str
    description: str = ""
    category: ListingCategory = ListingCategory.OTHER
    quantity: Decimal | None = None
    measure: str = ""
    frequency: Frequency = Frequency.ONCE
    audience: Audience = Audience.DISTRICT
    named: frozenset[UUID] = frozenset()
    starts: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class AgreementTerms:
    """What was agreed, from `starts` to `last_day`, included."""

    institution: UUID
    title: str
    number: str = ""
    starts: date
    last_day: date | None = None
    file: UUID | None = None
    promises: tuple[PromiseTerms, ...] = ()


def check(terms: AgreementTerms) -> None:
    """Raise Refusal for the first thing that cannot be, at its path in the input."""
    if not terms.title.strip():
        raise Refusal("REQUIRED", _("An agreement needs a title."), ("title",))
    check_length(terms.title, LONGEST["title"], ("title",))
    check_length(terms.number, LONGEST_NUMBER, ("number",))
    _check_days(terms.starts, terms.last_day, ("until",))
    if not terms.promises:
        raise Refusal("REQUIRED", _("An agreement holds at least one promise."), ("promises",))
    if len(terms.promises) > MOST_PROMISES:
        message = _("At most %(most)d promises.") % {"most": MOST_PROMISES}
        raise Refusal("TOO_MANY", message, ("promises",))
    for place, promise in enumerate(terms.promises):
        _check_promise(promise, terms, ("promises", str(place)))


def _check_promise(promise: PromiseTerms, terms: AgreementTerms, path: Path) -> None:
    if not promise.title.strip():
        raise Refusal("REQUIRED", _("A promise needs a title."), (*path, "title"))
    for name in ("title", "description", "measure"):
        check_length(getattr(promise, name), LONGEST[name], (*path, name))
    if promise.quantity is not None:
        check_quantity(promise.quantity, (*path, "quantity"))
    starts, last_day = promise.starts or terms.starts, promise.last_day or terms.last_day
    _check_days(starts, last_day, (*path, "until"))
    if starts < terms.starts:
        raise Refusal("BEYOND_AGREEMENT", _("A promise begins with its agreement."), (*path, "from"))
    if terms.last_day and last_day and last_day > terms.last_day:
        raise Refusal("BEYOND_AGREEMENT", _("A promise ends with its agreement."), (*path, "until"))
    _check_named(promise.audience, promise.named, (*path, "audience", "principals"))


def _check_named(audience: str, named: Collection[UUID], path: Path) -> None:
    if audience == Audience.NAMED and not named:
        raise Refusal("REQUIRED", _("Name whom the promise is for."), path)
    if audience != Audience.NAMED and named:
        raise Refusal("REQUIRED", _("Say that the audience is NAMED when you name somebody."), path)
    if len(named) > MOST_NAMED:
        raise Refusal("TOO_MANY", _("At most %(most)d of them.") % {"most": MOST_NAMED}, path)


def _check_days(starts: date, last_day: date | None, path: Path) -> None:
    if last_day is None:
        return
    if last_day < starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), path)
    if last_day.year - starts.year > LONGEST_YEARS:
        raise Refusal("OUT_OF_RANGE", _("This day is too far away; leave it out for no end."), path)
