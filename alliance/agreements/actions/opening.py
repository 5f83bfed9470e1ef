"""What was promised becomes something to take: a listing for each period, opened and closed by its days."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from alliance.resources.actions import put_listing
from alliance.resources.models import Audience, ListingCategory, ListingKind
from alliance.resources.rules import Terms
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.isolation.scope import current_district_id

from ..models import Agreement, AgreementState, Promise, PromisePeriod, Side
from ..rules import Period, periods_from

# A period's listing is written so long before it opens: the task that does it may stand still for weeks,
# and nobody notices.
AHEAD = timedelta(days=45)


@transaction.atomic
def open_due() -> int:
    """Write the listings of the periods to come, of all signed agreements. Returns how many."""
    day = today()
    standing = Agreement.objects.filter(
        Q(ends=None) | Q(ends__gt=day),
        Q(ended=None) | Q(ended__gt=day),
        district=current_district_id(),
        state=AgreementState.SIGNED,
    )
    count = 0
    for agreement in standing.order_by("id").select_for_update():
        if any(_missing(agreement, promise, day) for promise in agreement.promises.all()):
            with act("agreement.open", by=OPERATOR, summary=agreement.title) as record:
                count += open_periods(record, agreement)
    return count


def open_periods(record: Record, agreement: Agreement) -> int:
    """The same for one agreement, locked, in an act that is open. Returns how many were written."""
    count = 0
    for promise in agreement.promises.order_by("ordinal").prefetch_related("audience_links"):
        owner = agreement.institution_id if promise.side == Side.INSTITUTION else agreement.partner_id
        for period in _missing(agreement, promise, today()):
            listing = put_listing(
                record,
                owner_id=owner,
                kind=ListingKind.OFFER,
                terms=_terms(agreement, promise, period),
                opens_on=period.starts,
            )
            record.create(
                PromisePeriod(promise=promise, starts=period.starts, ends=period.ends, listing=listing)
            )
            count += 1
    return count


def _missing(agreement: Agreement, promise: Promise, day: date) -> list[Period]:
    """The periods that are not over and begin soon, without those that have their listing."""
    ends = min(filter(None, (promise.ends, agreement.ended)), default=None)
    wanted = periods_from(frequency=promise.frequency, starts=promise.starts, ends=ends, until=day + AHEAD)
    there = set(PromisePeriod.objects.filter(promise=promise).values_list("starts", flat=True))
    return [one for one in wanted if (one.ends is None or one.ends > day) and one.starts not in there]


def _terms(agreement: Agreement, promise: Promise, period: Period) -> Terms:
    return Terms(
        title=promise.title,
        description=promise.description,
        category=ListingCategory(promise.category),
        quantity=promise.quantity,
        measure=promise.measure,
        sharing_terms=f"{agreement.title} {agreement.number}".strip(),
        audience=Audience(promise.audience),
        principals=frozenset(link.principal_id for link in promise.audience_links.all()),
        starts=period.starts,
        last_day=period.ends - timedelta(days=1) if period.ends else None,
    )
