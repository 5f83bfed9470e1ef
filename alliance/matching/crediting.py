"""What the giver of an exchange is credited: by the district's table, empty until somebody fills it."""

from uuid import UUID

from alliance.ledger.actions import credit_in
from alliance.ledger.selectors import credit_due
from alliance.resources.models import Listing
from tenants.acts.recording import Record
from tenants.errors import Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind

from .models import Exchange

LIMITS = frozenset({"BALANCE_TOO_HIGH", "BALANCE_TOO_LOW", "OUT_OF_RANGE"})


def credit(record: Record, exchange: Exchange, offer: Listing) -> UUID | None:
    """Credit the giver in this act, out of what the secretariat issues; the taker pays nothing.

    Returns the transfer's id; None where the table says nothing, where the giver *is* the secretariat, and
    where a limit of the ledger would not hold: what was given stays given, and can be confirmed.
    """
    due = credit_due(listing_category=offer.category, measure=offer.measure, quantity=exchange.quantity)
    issuer = Principal.objects.filter(district=current_district_id(), kind=PrincipalKind.SECRETARIAT)
    issuer_id = issuer.order_by("id").values_list("id", flat=True).first()
    if due is None or issuer_id is None or issuer_id == exchange.giver_id:
        return None
    try:
        return credit_in(
            record,
            giver_id=issuer_id,
            receiver_id=exchange.giver_id,
            amount=due.amount,
            category_id=due.category_id,
            about=("Exchange", exchange.id),
        )
    except Refusal as refusal:
        if refusal.code not in LIMITS:
            raise
        return None
