from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum, Window
from django.db.models.functions import Coalesce

from tenants.isolation.scope import current_district_id
from tenants.models import Principal

from ..models import Entry, Holding, first_holding
from ..rules import Month, Side


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one principal's credits did in a month: `opening + received - given = closing`."""

    principal: Principal
    month: Month
    holding: Holding
    opening: int
    received: int
    given: int

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.given


def statement(principal: Principal, month: Month) -> Statement:
    """The statement of a principal; of one that never had credits, all zero. Asks for no permission."""
    found = Holding.objects.filter(district=current_district_id(), principal=principal).first()
    holding = found or first_holding(principal)
    within = Q(day__gte=month.starts, day__lt=month.ends)
    sums = _entries(holding).aggregate(
        opening=Coalesce(Sum("amount", filter=Q(day__lt=month.starts)), 0),
        received=Coalesce(Sum("amount", filter=within & Q(amount__gt=0)), 0),
        given=-Coalesce(Sum("amount", filter=within & Q(amount__lt=0)), 0),
    )
    return Statement(principal=principal, month=month, holding=holding, **sums)


def entries_of(told: Statement) -> QuerySet[Entry]:
    """Its entries in that month; sort them by `day` and `id`."""
    return _entries(told.holding).filter(day__gte=told.month.starts, day__lt=told.month.ends)


def running(entries: Collection[Entry]) -> dict[UUID, int]:
    """The balance after each of these entries, in the order of statements. Two questions, however many they
    are.
    """
    holdings = {entry.holding_id for entry in entries}
    days = [entry.day for entry in entries]
    rows = Entry.objects.filter(district=current_district_id(), holding__in=holdings)
    earlier = rows.filter(day__lt=min(days)).order_by().values_list("holding").annotate(Sum("amount"))
    before: dict[UUID, int] = dict(earlier)
    sums = Window(Sum("amount"), partition_by=F("holding"), order_by=[F("day").asc(), F("id").asc()])
    since = rows.filter(day__gte=min(days), day__lte=max(days)).annotate(so_far=sums)
    wanted = {entry.id for entry in entries}
    found = since.order_by().values_list("id", "holding_id", "so_far")
    return {one: before.get(holding, 0) + so_far for one, holding, so_far in found if one in wanted}


def sides_of(holding_id: UUID) -> Iterator[Side]:
    """All entries of a holding in their order, for what is left of each."""
    rows = Entry.objects.filter(district=current_district_id(), holding=holding_id).order_by("day", "id")
    columns = ("id", "transfer_id", "amount", "lapses_id", "transfer__reverses_id")
    return (Side(*row) for row in rows.values_list(*columns).iterator())


def _entries(holding: Holding) -> QuerySet[Entry]:
    return Entry.objects.filter(district=current_district_id(), holding=holding.id)
