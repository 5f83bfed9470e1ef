"""A claim goes on: one side does its step, the other is told."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound
from tenants.permissions import require
from tenants.rules.versions import check_version

from ..models import ClaimState, Listing, PartClaim
from ..rules import check_may_go
from ..selectors import visible_to_author
from .settling import settle
from .telling import tell_of_claim
from .writing import summary

# Whose step it is: the one who claimed does the first two, the project's owner the others.
OF_CLAIMANT = (ClaimState.DELIVERED, ClaimState.WITHDRAWN)


def locked_claim(by: Author, claim_id: UUID, expected_version: int | None) -> tuple[PartClaim, Listing]:
    """A claim and its project, locked in the order in which everybody locks them: the project first.

    Raises NotFound for a claim that the author knows nothing of; Refusal `VERSION_CHANGED`.
    """
    here = PartClaim.objects.filter(id=claim_id)
    listing = Listing.objects.select_for_update().filter(id__in=here.values("part__listing")).first()
    if listing is None:
        raise NotFound(_("There is no such claim."), ("id",))
    claim = here.select_related("part").select_for_update(of=("self",)).get()
    is_side = by.principal_id in (claim.principal_id, listing.owner_id)
    if not is_side and not visible_to_author(by).filter(id=listing.id).exists():
        raise NotFound(_("There is no such claim."), ("id",))
    return claim, listing


@transaction.atomic
def answer(
    by: Author,
    claim_id: UUID,
    state: ClaimState,
    kind: str,
    expected_version: int | None,
    **said: Any,
) -> UUID:
    """Let a claim become `state`, its project with it, and tell the other side by a notice of `kind`."""
    claim, listing = locked_claim(by, claim_id, expected_version)
    if state in OF_CLAIMANT:
        require(by, "keep", "part_claim", owner=claim.principal_id)
        told = listing.owner_id
    else:
        require(by, "answer", "part_claim", owner=listing.owner_id)
        told = claim.principal_id
    check_version(claim.version, expected_version)
    check_may_go(claim.state, state)
    with act(kind, by=by, summary=summary(listing.kind, listing.audience, listing.title)) as record:
        record.update(claim, version=claim.version + 1, state=state, **said)
        settle(record, listing)
        record.emit("listing", listing.id)
        tell_of_claim(record, kind, listing, claim, to=told)
    return claim.id
