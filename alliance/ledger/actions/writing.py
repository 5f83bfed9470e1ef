from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tenants.acts.recording import Record

from ..models import Entry, Holding, Transfer, TransferKind
from ..rules import check_balance

TOPIC = "transfer"


@dataclass(frozen=True)
class Leg:
    """One side of a transfer that is to be written."""

    holding_id: UUID
    amount: int
    expires_on: date | None = None
    lapses_id: UUID | None = None


def write(
    record: Record,
    kind: TransferKind,
    legs: Sequence[Leg],
    *,
    holdings: Mapping[UUID, Holding],
    day: date,
    category_id: UUID,
    **said: Any,
) -> Transfer:
    """Write a transfer between holdings that are locked (by id). Raises Refusal where a limit would not hold.

    Checked here, under the lock, for the sentence; the database checks it again.
    """
    for leg in legs:
        holding = holdings[leg.holding_id]
        holding.balance += leg.amount
        check_balance(holding.balance, floor=holding.floor, ceiling=holding.ceiling)
    made = record.create(Transfer(kind=kind, legs=len(legs), day=day, category_id=category_id, **said))
    record.create_many([Entry(transfer=made, day=day, **vars(leg)) for leg in legs])
    record.emit(TOPIC, made.id)
    return made
