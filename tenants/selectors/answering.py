"""Which property offices answer for an enterprise: read its phones, keep its page, approve its liaisons."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.models import Building, Tenancy

Span = tuple[date | None, date | None, UUID | None]  # starts, ends, the building's office


def answerable_for(enterprise_id: UUID) -> frozenset[UUID]:
    """The principals who answer for an enterprise: itself, and the offices that do."""
    return frozenset({enterprise_id} | offices_over([enterprise_id])[enterprise_id])


def offices_over(enterprise_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """By enterprise. Two statements for all of them.

    Where it is, those buildings' offices. Where it is no more, those of the last ones: what they know of it
    does not become everybody's by its leaving. What is planned counts only for one that was never anywhere,
    or a move-in for the year 2099 would open its phones today. Where it neither was nor is to come, any
    office: somebody must invite it in.
    """
    district, day = current_district_id(), today()
    spans: dict[UUID, list[Span]] = defaultdict(list)
    rows = Tenancy.objects.filter(district=district, enterprise__in=list(enterprise_ids)).values_list(
        "enterprise_id", "starts", "ends", "unit__building__office"
    )
    for enterprise_id, starts, ends, office in rows:
        spans[enterprise_id].append((starts, ends, office))
    found = {one: _offices(spans[one], day) for one in enterprise_ids if spans[one]}
    if len(found) < len(set(enterprise_ids)):
        offices = Building.objects.filter(district=district, office__isnull=False)
        anybody = frozenset(offices.values_list("office_id", flat=True)) - {None}
        found |= dict.fromkeys(set(enterprise_ids) - found.keys(), anybody)  # type: ignore[arg-type]
    return found


def _offices(spans: list[Span], day: date) -> frozenset[UUID]:
    begun = [span for span in spans if span[0] is None or span[0] <= day]
    there = [span for span in begun if span[1] is None or span[1] > day]
    if not there and begun:
        last = max(span[1] for span in begun if span[1])
        there = [span for span in begun if span[1] == last]
    return frozenset(office for _starts, _ends, office in there or spans if office)
