"""Which stars somebody may see, and which an organisation has on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tenants.isolation.scope import current_district_id
from tenants.readers import Reader
from tenants.selectors.occupancy import on_day

from .models import RatingState, StarRating


def visible(reader: Reader) -> QuerySet[StarRating]:
    """Published ratings are for mandate holders, as Party organisations are; one that is being worked on is
    for the organisation itself and for whoever decides."""
    rows = StarRating.objects.filter(district=current_district_id())
    if reader.may("read", "star_rating.draft"):
        return rows
    if not reader.may("read", "star_rating"):
        return rows.none()
    return rows.filter(Q(state=RatingState.PUBLISHED) | Q(organisation__in=reader.principals))


def stars_on(reader: Reader, organisation_ids: Collection[UUID], day: date) -> dict[UUID, StarRating]:
    """The published rating of each on a day; one whose days nobody knows, where there is no other."""
    rows = visible(reader).filter(
        on_day(day), organisation__in=list(organisation_ids), state=RatingState.PUBLISHED
    )
    found: dict[UUID, StarRating] = {}
    for rating in rows.order_by(F("starts").desc(nulls_last=True), "-id"):
        found.setdefault(rating.organisation_id, rating)
    return found
