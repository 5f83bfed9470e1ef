from typing import Any
from uuid import UUID

from alliance.ledger.actions import set_category, transfer
from alliance.ledger.models import CreditCategory, Entry, Holding, Transfer
from tenants.acts.authors import Author
from tests.factories.town import Side


def a_category(side: Side, name: str = "场地共享") -> UUID:
    """The category of this name, made if it is not there."""
    found = CreditCategory.objects.filter(name=name).values_list("id", flat=True).first()
    return found or set_category(by=side.as_secretary, name=name)


def issued(side: Side, amount: int = 100, to: UUID | None = None, **said: Any) -> Transfer:
    """What the secretariat gives; to the side's enterprise unless somebody else is named."""
    return given(side, side.as_secretary, to or side.enterprise.id, amount, **said)


def given(side: Side, by: Author, to: UUID, amount: int, **said: Any) -> Transfer:
    assert by.principal_id is not None
    made = transfer(
        by=by,
        giver_id=by.principal_id,
        receiver_id=to,
        amount=amount,
        category_id=a_category(side),
        **said,
    )
    return Transfer.objects.get(id=made)


def balance(principal_id: UUID) -> int | None:
    """What a principal holds; None before it was given anything."""
    return Holding.objects.filter(principal=principal_id).values_list("balance", flat=True).first()


def assert_books_balance() -> None:
    """What must be true after whatever happened in the open district."""
    sums: dict[UUID, int] = {}
    legs: dict[UUID, int] = {}
    held: dict[UUID, int] = {}
    for transfer_id, holding_id, amount in Entry.objects.values_list("transfer_id", "holding_id", "amount"):
        sums[transfer_id] = sums.get(transfer_id, 0) + amount
        legs[transfer_id] = legs.get(transfer_id, 0) + 1
        held[holding_id] = held.get(holding_id, 0) + amount
    assert set(sums.values()) <= {0} and all(number >= 2 for number in legs.values())
    assert set(sums) == set(Transfer.objects.values_list("id", flat=True))
    holdings = list(Holding.objects.all())
    assert {one.id: one.balance for one in holdings} == {one.id: held.get(one.id, 0) for one in holdings}
    assert sum(one.balance for one in holdings) == 0
    assert all(one.floor is None or one.floor <= one.balance for one in holdings)
    assert all(one.ceiling is None or one.balance <= one.ceiling for one in holdings)
