"""What was claimed is done, reported and confirmed."""

from uuid import UUID

from django.db import transaction

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.permissions import require
from tenants.rules.versions import check_version

from ..models import ClaimState
from ..rules import check_may_go
from ..rules.limits import LONGEST_PROGRESS, check_length
from .answering import answer, locked_claim
from .writing import summary


@transaction.atomic
def report_progress(
    *, by: Author, claim_id: UUID, progress: str, expected_version: int | None = None
) -> UUID:
    """Say how far one has come, for the list that the office sends on (进展). Nobody is told: it is no news.

    Raises as `deliver_claim` does; Refusal `TOO_LONG`.
    """
    check_length(progress, LONGEST_PROGRESS, ("progress",))
    claim, listing = locked_claim(by, claim_id, expected_version)
    require(by, "keep", "part_claim", owner=claim.principal_id)
    check_version(claim.version, expected_version)
    if claim.state != ClaimState.DELIVERED:
        check_may_go(claim.state, ClaimState.DELIVERED)
    said = summary(listing.kind, listing.audience, listing.title)
    with act("project.report", by=by, summary=said) as record:
        record.update(claim, version=claim.version + 1, progress=progress.strip())
        record.emit("listing", listing.id)
    return claim.id


def deliver_claim(*, by: Author, claim_id: UUID, expected_version: int | None = None) -> UUID:
    """Whoever claimed says: it is done. Returns the claim's id.

    Raises NotFound for a claim the author may not see; Refusal `FORBIDDEN`, `WRONG_STATE`, `VERSION_CHANGED`.
    """
    return answer(by, claim_id, ClaimState.DELIVERED, "project.delivered", expected_version)


def confirm_claim(*, by: Author, claim_id: UUID, expected_version: int | None = None) -> UUID:
    """The project's owner says: so it is. With all of it confirmed, the project is done. Raises as
    `deliver_claim` does."""
    return answer(by, claim_id, ClaimState.CONFIRMED, "project.confirmed", expected_version)
