from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.ledger.models import Entry, Transfer
from alliance.ledger.selectors import transfers_seen
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import BY_NAME, HouseType, Node
from api.graphql.context import Context
from api.graphql.peers import by_id, follow, listed, load
from tenants.isolation.scope import current_district_id

from .enums import TransferKind
from .tables import CreditCategoryType


class TransferType(HouseType):
    class Meta:
        name = "Transfer"
        model = Transfer
        description = (
            "Credits went from one to another (积分转移). For giver, receiver and the secretariat. "
            "Never changed: what should not have been is reversed."
        )
        permission = ("read", "credits")

    kind = TransferKind(required=True, description="How it came about.")
    amount = graphene.Int(required=True, description="How many credits, e.g. `30`.")
    giver = graphene.Field(PrincipalType, required=True, description="Whose they were.")
    receiver = graphene.Field(PrincipalType, required=True, description="Whose they became.")
    category = graphene.Field(CreditCategoryType, required=True, description="What for.")
    reason = graphene.String(description="In words, e.g. 感谢借用路演厅; null if none was given.")
    on = graphene.Date(required=True, description="The day, e.g. `2026-03-01`.")
    expires_on = graphene.Date(
        description="The last day on which the receiver can give them on; null: for ever."
    )
    about = graphene.Field(Node, description="The thing they are for, as far as you may see it.")
    reverses = graphene.Field(lambda: TransferType, description="The transfer that this one takes back.")
    reversed_by = graphene.Field(lambda: TransferType, description="The transfer that took this one back.")

    def resolve_amount(transfer: Any, info: Any) -> int:
        return sum(entry.amount for entry in sides(transfer) if entry.amount > 0)

    def resolve_giver(transfer: Any, info: Any) -> Any:
        return principal_of_entry(sides(transfer)[0])

    def resolve_receiver(transfer: Any, info: Any) -> Any:
        return principal_of_entry(sides(transfer)[-1])

    def resolve_category(transfer: Any, info: Any) -> Any:
        return follow(transfer, "category")

    def resolve_reason(transfer: Any, info: Any) -> str | None:
        return transfer.reason or None

    def resolve_on(transfer: Any, info: Any) -> Any:
        return transfer.day

    def resolve_expires_on(transfer: Any, info: Any) -> Any:
        return sides(transfer)[-1].expires_on

    def resolve_about(transfer: Any, info: Any) -> Any:
        return load(transfer, "about", lambda transfers: _about(info.context, transfers))

    def resolve_reverses(transfer: Any, info: Any) -> Any:
        return follow(transfer, "reverses")

    def resolve_reversed_by(transfer: Any, info: Any) -> Any:
        return load(transfer, "reversed by", _reversals)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of whom the reader acts for; the others are not there."""
        return by_id(transfers_seen(context.reader), ids)


def sides(transfer: Any) -> list[Any]:
    """Its entries, from what was taken out to what was put in."""
    return load(transfer, "sides", _entries, [])


def principal_of_entry(entry: Any) -> Any:
    return follow(follow(entry, "holding"), "principal")


def _entries(transfers: list[Any]) -> dict[UUID, list[Any]]:
    rows = Entry.objects.filter(district=current_district_id(), transfer__in=[one.pk for one in transfers])
    return listed(rows.order_by("amount", "id"), "transfer_id")


def _reversals(transfers: list[Any]) -> dict[UUID, Any]:
    rows = Transfer.objects.filter(district=current_district_id())
    found = rows.filter(reverses__in=[one.pk for one in transfers])
    return {row.reverses_id: row for row in found if row.reverses_id}


def _about(context: Context, transfers: list[Any]) -> dict[UUID, Any]:
    wanted: dict[str, set[UUID]] = {}
    for one in transfers:
        if one.about_type in BY_NAME:
            wanted.setdefault(one.about_type, set()).add(one.about_id)
    found = {name: BY_NAME[name].read(context, ids) for name, ids in wanted.items()}
    return {one.pk: found.get(one.about_type, {}).get(one.about_id) for one in transfers}
