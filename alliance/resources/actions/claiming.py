"""Parts of a project are claimed; each side may say no, without a reason, until it is confirmed."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.permissions import forbidden, require

from ..models import ClaimState, Listing, ListingState, PartClaim, ProjectPart
from ..rules import check_claim, state_on
from ..selectors import visible_to_author
from .answering import answer
from .settling import settle
from .telling import tell_of_claim
from .writing import summary


@transaction.atomic
def claim_part(*, by: Author, part_id: UUID, quantity: Decimal) -> UUID:
    """Take on some of a part of somebody else's project. Returns the claim's id.

    Never more than is left, however many try at once: the project is locked, and the database counts.
    Raises NotFound; Refusal `FORBIDDEN`, `OWN_PROJECT`, `NOT_OPEN`, `NOT_ENOUGH_LEFT`, `OUT_OF_RANGE`.
    """
    if by.principal_id is None:
        raise forbidden()
    require(by, "claim", "project", owner=by.principal_id)
    listing = _project_of(by, part_id)
    if listing.owner_id == by.principal_id:
        message = _("Whoever posts a project answers for all of it: its parts are for others.")
        raise Refusal("OWN_PROJECT", message, ("part",))
    if listing.is_draft or state_on(listing.state, listing.ends, today()) not in (
        ListingState.OPEN,
        ListingState.PROMISED,
    ):
        raise Refusal("NOT_OPEN", _("This project takes no claims any more."), ("part",))
    part = ProjectPart.objects.select_for_update().get(id=part_id)
    check_claim(quantity, part.remaining)
    said = summary(listing.kind, listing.audience, listing.title)
    with act("project.claim", by=by, summary=said) as record:
        claim = record.create(PartClaim(part=part, principal_id=by.principal_id, quantity=quantity))
        settle(record, listing)
        record.emit("listing", listing.id)
        tell_of_claim(record, "project.claimed", listing, claim, to=listing.owner_id)
    return claim.id


def withdraw_claim(*, by: Author, claim_id: UUID, expected_version: int | None = None) -> UUID:
    """Whoever claimed says no: what was claimed is free again. Raises as `deliver_claim` does."""
    return answer(by, claim_id, ClaimState.WITHDRAWN, "project.withdrawn", expected_version)


def decline_claim(*, by: Author, claim_id: UUID, expected_version: int | None = None) -> UUID:
    """The project's owner says no. Raises as `deliver_claim` does."""
    return answer(by, claim_id, ClaimState.DECLINED, "project.declined", expected_version)


def _project_of(by: Author, part_id: UUID) -> Listing:
    found = ProjectPart.objects.filter(id=part_id).values("listing")
    listing = visible_to_author(by).select_for_update(of=("self",)).filter(id__in=found).first()
    if listing is None:
        raise NotFound(_("There is no such part."), ("part",))
    return listing
