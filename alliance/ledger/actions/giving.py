from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.notices.actions import tell
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind
from tenants.permissions import require

from ..models import CreditCategory, Transfer, TransferKind
from ..rules import check_amount, check_expiry, check_reason
from .holdings import locked_of
from .writing import Leg, write


@transaction.atomic
def transfer(
    *,
    by: Author,
    giver_id: UUID,
    receiver_id: UUID,
    amount: int,
    category_id: UUID,
    reason: str = "",
    expires_on: date | None = None,
) -> UUID:
    """Give credits to somebody, as the principal acted for; the secretariat issues them so.

    `expires_on` is the last day on which the receiver can give them on. Returns the transfer's id. Raises
    NotFound for the receiver or the category; Refusal `FORBIDDEN`, `SAME_PRINCIPAL`, `OUT_OF_RANGE`,
    `TOO_LONG`, `IN_THE_PAST`, `BALANCE_TOO_LOW`, `BALANCE_TOO_HIGH`.
    """
    require(by, "transfer", "credits", owner=giver_id)
    day = today()
    check_expiry(expires_on, day)
    with act("credits.transfer", by=by, summary=str(amount)) as record:
        made = write_gift(
            record,
            giver_id=giver_id,
            receiver_id=receiver_id,
            amount=amount,
            category_id=category_id,
            reason=reason,
            expires_on=expires_on,
            day=day,
        )
        params = {"amount": amount, "category": made.category.name, "reason": made.reason}
        tell(record, "credits.received", about=("Transfer", made.id), to=[receiver_id], params=params)
    return made.id


def credit_in(
    record: Record,
    *,
    giver_id: UUID,
    receiver_id: UUID,
    amount: int,
    category_id: UUID,
    about: tuple[str, UUID],
    reason: str = "",
) -> UUID:
    """Credit somebody as part of another area's act: what follows from a rule, not from anybody's wish.

    Asks for *no permission* and tells nobody: both are the act's own business. `about` is the GraphQL type
    and id of what it is for. The act can then not be taken back any more, only the transfer reversed.
    Returns the transfer's id; raises as `transfer` does. Several in one act: let them come in the order of
    their receivers' ids, or two such acts may wait for each other (`BUSY`).
    """
    return write_gift(
        record,
        giver_id=giver_id,
        receiver_id=receiver_id,
        amount=amount,
        category_id=category_id,
        reason=reason,
        day=today(),
        about=about,
    ).id


def write_gift(
    record: Record,
    *,
    giver_id: UUID,
    receiver_id: UUID,
    amount: int,
    category_id: UUID,
    day: date,
    reason: str = "",
    expires_on: date | None = None,
    about: tuple[str, UUID] | None = None,
) -> Transfer:
    """The transfer itself, on any day (a ledger begun on paper is brought in so). No permission is asked."""
    check_amount(amount)
    reason = check_reason(reason)
    if giver_id == receiver_id:
        raise Refusal("SAME_PRINCIPAL", _("Nobody gives credits to oneself."), ("receiver",))
    category = CreditCategory.objects.filter(district=current_district_id(), id=category_id).first()
    if category is None:
        raise NotFound(_("There is no such credit category."), ("category",))
    if expires_on is not None and _issues(receiver_id):
        raise Refusal("OUT_OF_RANGE", _("What the secretariat gets does not expire."), ("expiresOn",))
    held = locked_of({giver_id: ("giver",), receiver_id: ("receiver",)})
    legs = [Leg(held[giver_id].id, -amount), Leg(held[receiver_id].id, amount, expires_on)]
    about_type, about_id = about or ("", None)
    made = write(
        record,
        TransferKind.GIVEN,
        legs,
        holdings={holding.id: holding for holding in held.values()},
        day=day,
        category_id=category_id,
        reason=reason,
        about_type=about_type,
        about_id=about_id,
    )
    made.category = category
    return made


def _issues(principal_id: UUID) -> bool:
    there = Principal.objects.filter(district=current_district_id(), id=principal_id)
    return there.filter(kind=PrincipalKind.SECRETARIAT).exists()
