"""What a listing may say. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from .models.listings import NEVER, Audience, ListingKind, ListingState

ONE_DAY = timedelta(days=1)
LONGEST = {"title": 120, "description": 5000, "measure": 20, "price": 120}
LONGEST_TAG = 40  # as long as a tag may be anywhere
MOST_TAGS = 10
MOST_NAMED = 200  # a listing for more than that is one for the district
LARGEST = Decimal("99999999999.999")  # what numeric(14, 3) holds
# Projects are claimed in parts, which no room can do yet.
ACCEPTED_KINDS = frozenset({ListingKind.OFFER, ListingKind.WANT})


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What its owner says of a listing. Available from `starts` to `last_day`, included; `named` are
    principals."""

    title: str
    description: str = ""
    quantity: Decimal | None = None
    measure: str = ""
    price: str = ""
    tags: tuple[str, ...] = ()
    starts: date | None = None
    last_day: date | None = None
    audience: Audience = Audience.PUBLIC
    named: frozenset[UUID] = frozenset()

    @property
    def ends(self) -> date | None:
        """The first day on which it is no longer available."""
        return self.last_day + ONE_DAY if self.last_day else None


def check_kind(kind: str) -> None:
    if kind not in ACCEPTED_KINDS:
        raise Refusal("KIND_NOT_ACCEPTED", _("Only offers and wants can be posted."), ("kind",))


def check(terms: Terms) -> None:
    """Raise Refusal for the first thing that cannot be: too long, not positive, ends before it starts."""
    if not terms.title.strip():
        raise Refusal("REQUIRED", _("A listing needs a title."), ("title",))
    for name, longest in LONGEST.items():
        _check_length(getattr(terms, name), longest, (name,))
    _check_quantity(terms.quantity)
    if len(terms.tags) > MOST_TAGS:
        raise Refusal("TOO_MANY", _("At most %(most)d tags.") % {"most": MOST_TAGS}, ("tags",))
    for place, tag in enumerate(terms.tags):
        _check_length(tag, LONGEST_TAG, ("tags", str(place)))
    if terms.last_day and terms.last_day >= NEVER - ONE_DAY:
        raise Refusal(
            "OUT_OF_RANGE", _("This day is too far away; leave it out for no end."), ("availableUntil",)
        )
    if terms.starts and terms.last_day and terms.last_day < terms.starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), ("availableUntil",))
    _check_audience(terms.audience, terms.named)


def check_not_over(last_day: date | None, today: date) -> None:
    """Raise Refusal if nobody could answer any more: the last day has passed."""
    if last_day is not None and last_day < today:
        raise Refusal("IN_THE_PAST", _("The last day has passed already."), ("availableUntil",))


def check_open(state: str) -> None:
    """Raise Refusal unless the listing still stands; an expired one does, and can be prolonged."""
    if state not in (ListingState.OPEN, ListingState.PROMISED):
        raise Refusal("ALREADY_CLOSED", _("This listing is closed already."), ("id",))


def state_on(state: str, ends: date | None, day: date) -> str:
    """The state as people are told it: what stands open past its last day has expired."""
    over = ends is not None and ends <= day
    return "EXPIRED" if over and state in (ListingState.OPEN, ListingState.PROMISED) else state


def tidy_tags(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels without blanks around them, without empty ones."""
    return tuple(label.strip() for label in labels if label.strip())


def _check_length(text: str, longest: int, path: tuple[str, ...]) -> None:
    if len(text) > longest:
        message = _("Too long: at most %(longest)d characters.") % {"longest": longest}
        raise Refusal("TOO_LONG", message, path)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):  # PostgreSQL cannot keep these
        raise Refusal("OUT_OF_RANGE", _("This text holds a character that cannot be kept."), path)


def _check_quantity(quantity: Decimal | None) -> None:
    if quantity is None:
        return
    if not quantity.is_finite() or quantity <= 0 or quantity > LARGEST:
        raise Refusal("OUT_OF_RANGE", _("A quantity is more than nothing."), ("quantity",))
    if quantity != round(quantity, 3):
        raise Refusal("OUT_OF_RANGE", _("A quantity has at most three decimals."), ("quantity",))


def _check_audience(audience: str, named: frozenset[UUID]) -> None:
    path = ("audience", "enterprises")
    if audience == Audience.NAMED and not named:
        raise Refusal("REQUIRED", _("Name the enterprises that may see it."), path)
    if audience != Audience.NAMED and named:
        path = ("audience", "kind")
        raise Refusal("REQUIRED", _("Say that the audience is NAMED when you name enterprises."), path)
    if len(named) > MOST_NAMED:
        raise Refusal("TOO_MANY", _("At most %(most)d enterprises.") % {"most": MOST_NAMED}, path)
