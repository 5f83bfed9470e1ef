from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.resources.actions.writing import summary
from alliance.resources.models import Listing, ListingKind
from alliance.resources.selectors import visible_to_author
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.permissions import forbidden, require

from ..models import Match, MatchState
from ..rules import Proposal, check_proposal
from .locking import check_stands, lock_listings
from .telling import tell_of_match


@transaction.atomic
def propose(*, by: Author, proposal: Proposal) -> UUID:
    """Propose that an offer meets a want. Either is the author's own; without a want, the author asks for
    somebody else's offer. Returns the match's id.

    Raises NotFound for listings the author may not see; Refusal `FORBIDDEN`, `REQUIRED`, `OWN_OFFER`,
    `NOT_OPEN`, `NOT_ENOUGH_LEFT`, `OUT_OF_RANGE`, `TOO_LONG`, `IN_THE_PAST`, `ALREADY_PROPOSED`.
    """
    proposer = by.principal_id
    if proposer is None:  # the operator may everything, but offers and takes nothing
        raise forbidden()
    require(by, "propose", "match", owner=proposer)
    offer, want = _listings(by, proposal)
    giver, taker = offer.owner_id, _taker(proposer, offer, want)
    check_stands(offer, ("offer",))
    if want is not None:
        check_stands(want, ("want",))
    check_proposal(proposal, offered=offer.quantity, taken=offer.taken, today=today())
    if Match.objects.filter(offer=offer, taker=taker, state=MatchState.PROPOSED).exists():
        message = _("The same is proposed already and waits for an answer.")
        raise Refusal("ALREADY_PROPOSED", message, ("offer",))
    match = Match(
        offer=offer,
        want=want,
        giver_id=giver,
        taker_id=taker,
        proposer_id=proposer,
        quantity=proposal.quantity,
        message=proposal.message.strip(),
        due=proposal.due,
    )
    said = summary(offer.kind, offer.audience, offer.title)
    with act("match.propose", by=by, summary=said) as record:
        record.create(match)
        tell_of_match(record, "match.proposed", match, offer, want)
    return match.id


def _listings(by: Author, proposal: Proposal) -> tuple[Listing, Listing | None]:
    """Both listings, locked, if the author may see them and each is on its list."""
    kinds = {"offer": (proposal.offer, ListingKind.OFFER), "want": (proposal.want, ListingKind.WANT)}
    seen = visible_to_author(by).filter(id__in=[key for key, _kind in kinds.values() if key])
    known = dict(seen.values_list("id", "kind"))
    for name, (key, kind) in kinds.items():
        if key is not None and known.get(key) != kind:
            raise NotFound(_("There is no such listing."), (name,))
    rows = lock_listings([proposal.offer, proposal.want])
    return rows[proposal.offer], rows[proposal.want] if proposal.want else None


def _taker(proposer: UUID, offer: Listing, want: Listing | None) -> UUID:
    if want is None:
        if offer.owner_id == proposer:
            raise Refusal("REQUIRED", _("Name the want that your offer should meet."), ("want",))
        return proposer
    if offer.owner_id == want.owner_id:
        raise Refusal("OWN_OFFER", _("Nobody takes an offer of one's own."), ("want",))
    if proposer not in (offer.owner_id, want.owner_id):
        raise Refusal("FORBIDDEN", _("Offer something of your own, or name a want of your own."), ("want",))
    return want.owner_id
