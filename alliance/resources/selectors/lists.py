from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.permissions import Role, reach_of
from tenants.readers import Reader
from tenants.reading.folding import fold

from ..models import Audience, Listing, ListingAudience, ListingState, ListingTag
from ..rules.states import STANDING


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What to look for; None is no wish, an empty collection matches nothing.

    `states` may hold EXPIRED. `tags` are labels, any of them. `first_day` and `last_day` (included):
    available on some day between.
    """

    kinds: Collection[str] | None = None
    states: Collection[str] | None = (ListingState.OPEN,)
    tags: Collection[str] | None = None
    categories: Collection[str] | None = None
    enterprises: Collection[UUID] | None = None
    first_day: date | None = None
    last_day: date | None = None


def visible(reader: Reader) -> QuerySet[Listing]:
    """The listings this reader may see: the public ones, as long as they are open; under a mandate those
    for the district, and what is over; one's own, and those one is named in. Drafts, and what opens on a
    day to come, are one's own only."""
    seen = Q(audience=Audience.PUBLIC) if reader.may("read", "listing.public") else Q(pk__in=[])
    if reader.may("read", "listing.district"):
        seen |= Q(audience=Audience.DISTRICT)
    else:
        seen &= in_states([ListingState.OPEN], today())
    return _seen(seen, reader.principals)


def visible_to_author(by: Author) -> QuerySet[Listing]:
    """The same for somebody acting under one mandate."""
    seen = Q(audience=Audience.PUBLIC)
    if reach_of(Role(by.role), "read", "listing.district"):
        seen |= Q(audience=Audience.DISTRICT)
    own = frozenset() if by.principal_id is None else frozenset({by.principal_id})
    return _seen(seen, own)


def is_anybody(reader: Reader) -> bool:
    """Whether this reader sees no listing that not everybody sees."""
    return not reader.principals and not reader.may("read", "listing.district")


def for_everybody() -> QuerySet[Listing]:
    """What everybody sees while it is open, or will see."""
    return published().filter(audience=Audience.PUBLIC)


def published() -> QuerySet[Listing]:
    """All that stand or stood on the lists, whoever may see them: for the index, whose hits are read again
    through `visible`."""
    return _in_district().filter(is_draft=False)


def matching(criteria: Criteria, *, day: date | None = None) -> Q:
    """The criteria as a condition on listings, with expiry as of `day` (today)."""
    wanted = Q()
    if criteria.kinds is not None:
        wanted &= Q(kind__in=list(criteria.kinds))
    if criteria.states is not None:
        wanted &= in_states(criteria.states, day or today())
    if criteria.tags is not None:
        labelled = ListingTag.objects.filter(
            listing=OuterRef("pk"), tag__folded__in=[fold(t) for t in criteria.tags]
        )
        wanted &= Q(Exists(labelled))
    if criteria.categories is not None:
        wanted &= Q(category__in=list(criteria.categories))
    if criteria.enterprises is not None:
        wanted &= Q(enterprise__in=list(criteria.enterprises))
    if criteria.first_day is not None:
        wanted &= Q(ends_or_never__gt=criteria.first_day)
    if criteria.last_day is not None:
        wanted &= Q(starts=None) | Q(starts__lte=criteria.last_day)
    return wanted


def in_states(states: Collection[str], day: date) -> Q:
    """A stored state, told as people are told it: past its last day what stood open has expired."""
    wanted = Q(pk__in=[])
    for state in states:
        if state == "EXPIRED":
            wanted |= Q(state__in=STANDING, ends_or_never__lte=day)
        elif state in STANDING:
            wanted |= Q(state=state, ends_or_never__gt=day)
        else:
            wanted |= Q(state=state)
    return wanted


def _in_district() -> QuerySet[Listing]:
    return Listing.objects.filter(district=current_district_id())


def _seen(by_audience: Q, principals: Collection[UUID]) -> QuerySet[Listing]:
    out = Q(is_draft=False) & (Q(opens_on=None) | Q(opens_on__lte=today()))
    if not principals:
        return _in_district().filter(out & by_audience)
    named = ListingAudience.objects.filter(listing=OuterRef("pk"), principal__in=principals)
    return _in_district().filter(Q(owner__in=principals) | out & (by_audience | Q(Exists(named))))
