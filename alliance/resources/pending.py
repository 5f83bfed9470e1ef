"""What waits for a principal, for whoever comes after: its drafts, what it claimed, what it is to confirm."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alliance.notices.pending import Pending, register
from tenants.isolation.scope import current_district_id

from .models import ClaimState, Listing, ListingState, PartClaim
from .rules.states import STANDING


def drafts_of(principal_id: UUID) -> list[Pending]:
    rows = Listing.objects.filter(
        district=current_district_id(), owner=principal_id, is_draft=True, state=ListingState.OPEN
    )
    named = rows.order_by("id").values_list("id", "title")
    return [("Listing", key, {"title": title}) for key, title in named]


def claims_of(principal_id: UUID) -> list[Pending]:
    """What it took on of others' projects and is not confirmed yet."""
    under_way = (ClaimState.CLAIMED, ClaimState.DELIVERED)
    return list(_pending(PartClaim.objects.filter(principal=principal_id, state__in=under_way)))


def deliveries_to(principal_id: UUID) -> list[Pending]:
    """What others have delivered for its projects: it is to confirm."""
    rows = PartClaim.objects.filter(part__listing__owner=principal_id, state=ClaimState.DELIVERED)
    return list(_pending(rows))


def _pending(rows: QuerySet[PartClaim]) -> Iterator[Pending]:
    here = rows.filter(district=current_district_id(), part__listing__state__in=STANDING)
    said: Any = here.order_by("id").values_list("id", "part__listing__title", "part__title")
    for key, project, part in said:
        yield "PartClaim", key, {"title": f"{project} · {part}"}


register("drafts", drafts_of, title=_("To take over, a draft: %(title)s"))
register("claims", claims_of, title=_("To take over, claimed: %(title)s"))
register("deliveries", deliveries_to, title=_("To confirm: %(title)s"))
