from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.listings import NEVER, Audience, ListingCategory, ListingKind
from .limits import LONGEST, LONGEST_TAG, MOST_FILES, MOST_NAMED, MOST_TAGS, check_length, check_quantity
from .parts import PartTerms, check_parts
from .windows import WindowTerms, check_windows

ONE_DAY = timedelta(days=1)
ACCEPTED_KINDS = frozenset(ListingKind)
PATHS = {"sharing_terms": "sharingTerms"}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What its owner says of a listing. Available from `starts` to `last_day`, included, within `windows` if
    there are any. `unit` or `place` says where; with neither it is where its owner is. `named` are
    enterprises and `principals` whoever else may see it; `files` its attachments; `parts` what of a project
    may be claimed. A draft is its owner's only, until it is published."""

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
    principals: frozenset[UUID] = frozenset()
    category: ListingCategory = ListingCategory.OTHER
    unit: UUID | None = None
    place: str = ""
    sharing_terms: str = ""
    is_draft: bool = False
    windows: tuple[WindowTerms, ...] = ()
    files: tuple[UUID, ...] = ()
    parts: tuple[PartTerms, ...] = ()

    @property
    def ends(self) -> date | None:
        """The first day on which it is no longer available."""
        return self.last_day + ONE_DAY if self.last_day else None

    @property
    def seen_by(self) -> frozenset[UUID]:
        """The principals that are named, enterprises or not."""
        return self.named | self.principals

    @property
    def is_public(self) -> bool:
        return self.audience == Audience.PUBLIC and not self.is_draft


def check_kind(kind: str) -> None:
    if kind not in ACCEPTED_KINDS:
        raise Refusal("KIND_NOT_ACCEPTED", _("Only offers, wants and projects can be posted."), ("kind",))


def check(terms: Terms, kind: str = ListingKind.OFFER) -> None:
    """Raise Refusal for the first thing that cannot be: too long, not positive, ends before it starts."""
    if not terms.title.strip():
        raise Refusal("REQUIRED", _("A listing needs a title."), ("title",))
    for name, longest in LONGEST.items():
        check_length(getattr(terms, name), longest, (PATHS.get(name, name),))
    if terms.quantity is not None:
        check_quantity(terms.quantity, ("quantity",))
    if len(terms.tags) > MOST_TAGS:
        raise Refusal("TOO_MANY", _("At most %(most)d tags.") % {"most": MOST_TAGS}, ("tags",))
    for place, tag in enumerate(terms.tags):
        check_length(tag, LONGEST_TAG, ("tags", str(place)))
    check_last_day(terms.last_day)
    if terms.starts and terms.last_day and terms.last_day < terms.starts:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), ("availableUntil",))
    if terms.unit and terms.place.strip():
        message = _("Name a unit or describe a place, not both.")
        raise Refusal("OUT_OF_RANGE", message, ("place",))
    check_windows(terms.windows)
    if len(set(terms.files)) > MOST_FILES:
        raise Refusal("TOO_MANY", _("At most %(most)d files.") % {"most": MOST_FILES}, ("files",))
    _check_divided(kind, terms)
    _check_audience(terms.audience, terms.named, terms.principals)


def check_last_day(last_day: date | None) -> None:
    if last_day and last_day >= NEVER - ONE_DAY:
        raise Refusal(
            "OUT_OF_RANGE", _("This day is too far away; leave it out for no end."), ("availableUntil",)
        )


def tidy_tags(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels without blanks around them, without empty ones."""
    return tuple(label.strip() for label in labels if label.strip())


def _check_divided(kind: str, terms: Terms) -> None:
    if kind != ListingKind.PROJECT and terms.parts:
        raise Refusal("KIND_NOT_ACCEPTED", _("Only a project has parts."), ("parts",))
    if kind == ListingKind.PROJECT and not terms.parts and not terms.is_draft:
        raise Refusal("REQUIRED", _("Say what of the project can be claimed."), ("parts",))
    check_parts(terms.parts)


def _check_audience(audience: str, named: frozenset[UUID], principals: frozenset[UUID]) -> None:
    path = ("audience", "enterprises")
    if audience == Audience.NAMED and not named and not principals:
        raise Refusal("REQUIRED", _("Name the enterprises that may see it."), path)
    if audience != Audience.NAMED and (named or principals):
        path = ("audience", "kind")
        raise Refusal("REQUIRED", _("Say that the audience is NAMED when you name enterprises."), path)
    if len(named | principals) > MOST_NAMED:
        raise Refusal("TOO_MANY", _("At most %(most)d enterprises.") % {"most": MOST_NAMED}, path)
