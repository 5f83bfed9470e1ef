from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from alliance.notices.actions import tell
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind

from ..models import Entry, Holding, TransferKind
from ..rules import left_over
from ..selectors import sides_of
from .holdings import locked, locked_of
from .writing import Leg, write


@transaction.atomic
def expire_due(on: date) -> int:
    """Send back to the secretariat what is left of credits whose last day lies before `on`, each in a
    transfer of its own. Returns how many transfers; run again, none. Raises ValueError for a day to come.
    """
    if on > today():
        raise ValueError("What expires on a day to come may still be given.")
    district = current_district_id()
    secretariat = Principal.objects.filter(district=district, kind=PrincipalKind.SECRETARIAT)
    holders = set(_due(on).values_list("holding_id", flat=True))
    back_to = secretariat.order_by("id").values_list("id", flat=True).first()
    if not holders or back_to is None:
        return 0
    made = 0
    with act("credits.expire", by=OPERATOR, summary=on.isoformat()) as record:
        there = _holding_of(back_to)
        holdings = locked(holders | {there})  # all at once: one after the other could wait in a circle
        for holder in sorted(holders):
            made += _expire(record, holdings, holder, there, on)
    return made


def _expire(record: Record, holdings: dict[UUID, Holding], holder: UUID, there: UUID, on: date) -> int:
    holding, sum_of, made = holdings[holder], 0, 0
    left = left_over(sides_of(holder))
    for lot in _due(on).filter(holding=holder, id__in=left).select_related("transfer").order_by("day", "id"):
        amount = left[lot.id]
        gone = write(
            record,
            TransferKind.EXPIRY,
            [Leg(holder, -amount, lapses_id=lot.id), Leg(there, amount)],
            holdings=holdings,
            day=today(),
            category_id=lot.transfer.category_id,
        )
        sum_of, made = sum_of + amount, made + 1
    record.update(holding, expired_before=on)
    if made:
        about, to = ("Transfer", gone.id), [holding.principal_id]
        tell(record, "credits.expired", about=about, to=to, params={"amount": sum_of})
    return made


def _due(on: date) -> QuerySet[Entry]:
    """Entries whose day has passed and that were not looked at since."""
    unseen = Q(holding__expired_before=None) | Q(expires_on__gte=F("holding__expired_before"))
    return Entry.objects.filter(unseen, district=current_district_id(), expires_on__lt=on, lapsed_by=None)


def _holding_of(principal_id: UUID) -> UUID:
    """Its holding's id. What expires was issued by it, so the holding is there, except in a ledger begun
    otherwise.
    """
    found = Holding.objects.filter(district=current_district_id(), principal=principal_id)
    known = found.values_list("id", flat=True).first()
    return known or locked_of({principal_id: ()})[principal_id].id
