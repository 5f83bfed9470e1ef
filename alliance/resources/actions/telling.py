from uuid import UUID

from alliance.notices.actions import tell
from tenants.acts.recording import Record
from tenants.selectors.names import called

from ..models import ClaimState, Listing, PartClaim
from ..rules.claims import SAID_NO


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


def tell_of_closing(record: Record, listing: Listing) -> None:
    """Tell whoever has claimed of a project that it is closed: nobody waits for it any more."""
    standing = PartClaim.objects.filter(part__listing=listing).exclude(state__in=SAID_NO)
    claimants = set(standing.exclude(state=ClaimState.CONFIRMED).values_list("principal_id", flat=True))
    if claimants:
        params = {"project": listing.title}
        about = ("Listing", listing.id)
        tell(record, "project.closed", about=about, to=sorted(claimants), params=params)
