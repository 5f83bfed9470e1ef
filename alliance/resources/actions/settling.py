"""What becomes of a project as its parts are claimed, delivered and confirmed."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from tenants.acts.authors import OPERATOR
from tenants.acts.recording import Record, act

from ..models import Listing, ListingKind, ListingState, PartClaim, ProjectPart
from ..rules import project_state
from .writing import is_public, touch


def settle(record: Record, listing: Listing) -> None:
    """Let a locked project stand as its parts and claims say; what was closed by hand stays closed."""
    state = _state_of(listing)
    if state != listing.state:
        record.update(listing, version=listing.version + 1, state=state)
        touch(record, listing, public=is_public(listing))


@transaction.atomic
def settle_projects(listing_ids: Iterable[UUID]) -> None:
    """The same for each of these that is a project, after what was done without `settle`: an act taken back
    restores the state from before it, whoever claimed since."""
    projects = Listing.objects.filter(id__in=list(listing_ids), kind=ListingKind.PROJECT, is_draft=False)
    for listing in projects.order_by("id").select_for_update():
        if _state_of(listing) != listing.state:
            with act("project.settle", by=OPERATOR) as record:
                settle(record, listing)


def _state_of(listing: Listing) -> str:
    if listing.state == ListingState.CLOSED:
        return listing.state
    parts = ProjectPart.objects.filter(listing=listing).values_list("quantity", "taken")
    claims = PartClaim.objects.filter(part__listing=listing).values_list("state", flat=True)
    return project_state(parts=list(parts), claims=claims)
