from uuid import UUID

from alliance.notices.actions import tell
from tenants.acts.recording import Record
from tenants.selectors.names import called

from ..models import Listing, PartClaim


def tell_of_claim(record: Record, kind: str, listing: Listing, claim: PartClaim, *, to: UUID) -> None:
    """Tell one side of a claim what the other has done."""
    names = called([claim.principal_id, listing.owner_id])
    params = {
        "project": listing.title,
        "part": claim.part.title,
        "quantity": format(claim.quantity.normalize(), "f"),
        "measure": claim.part.measure,
        "claimant": names[claim.principal_id],
        "owner": names[listing.owner_id],
    }
    tell(record, kind, about=("Listing", listing.id), to=[to], params=params)
