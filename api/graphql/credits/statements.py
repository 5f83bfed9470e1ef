from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.ledger.models import Entry
from alliance.ledger.rules import month_of
from alliance.ledger.selectors import entries_of, entries_seen, may_read, running, statement
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import HouseType
from api.graphql.connections import Page, Wanted, connection_of, page_arguments
from api.graphql.context import Context
from api.graphql.keyset import Order
from api.graphql.peers import by_id, follow, load
from tenants.models import Principal

from .transfers import TransferType, principal_of_entry, sides

IN_ORDER = Order("statement", ("day", "id"))


class CreditEntryType(HouseType):
    class Meta:
        name = "CreditEntry"
        model = Entry
        description = "One line of a statement (积分分录): what a transfer put in or took out."
        permission = ("read", "credits")

    on = graphene.Date(required=True, description="The day, e.g. `2026-03-01`.")
    amount = graphene.Int(required=True, description="Credits put in, or taken out if below 0, e.g. `-30`.")
    balance = graphene.Int(required=True, description="What was held after it, e.g. `70`.")
    expires_on = graphene.Date(description="The last day on which these can be given on; null: for ever.")
    counterparty = graphene.Field(PrincipalType, required=True, description="Who is on the other side.")
    transfer = graphene.Field(TransferType, required=True, description="The whole of it: what for, and why.")

    def resolve_on(entry: Any, info: Any) -> Any:
        return entry.day

    def resolve_balance(entry: Any, info: Any) -> int:
        return load(entry, "running", running)

    def resolve_counterparty(entry: Any, info: Any) -> Any:
        others = [one for one in sides(follow(entry, "transfer")) if one.pk != entry.pk]
        return principal_of_entry(others[0])

    def resolve_transfer(entry: Any, info: Any) -> Any:
        return follow(entry, "transfer")

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of whom the reader acts for; the others are not there."""
        return by_id(entries_seen(context.reader), ids)


CreditEntryConnection = connection_of(CreditEntryType, "CreditEntry", "entries of a statement")


class CreditStatementType(HouseType):
    class Meta:
        name = "CreditStatement"
        description = (
            "What somebody's credits did in a month: `opening + received - given = closing`. For whoever "
            "acts for them, and the secretariat. There is no list of balances."
        )
        permission = ("read", "credits")

    principal = graphene.Field(PrincipalType, required=True, description="Whose.")
    month = graphene.String(required=True, description="Which month, e.g. `2026-03`.")
    opening = graphene.Int(required=True, description="Held before the first day, e.g. `100`.")
    received = graphene.Int(required=True, description="Put in during the month, e.g. `20`.")
    given = graphene.Int(required=True, description="Taken out during the month, e.g. `50`.")
    closing = graphene.Int(required=True, description="Held after the last day, e.g. `70`.")
    balance = graphene.Int(required=True, description="Held now, whichever the month, e.g. `70`.")
    floor = graphene.Int(description="The lower limit of the balance, e.g. `0`; null: none.")
    ceiling = graphene.Int(description="The upper limit of the balance, e.g. `1000`; null: none.")
    entries = graphene.Field(
        CreditEntryConnection, description="The month's entries, the earliest first.", **page_arguments()
    )

    def resolve_month(told: Any, info: Any) -> str:
        return str(told.month)

    def resolve_balance(told: Any, info: Any) -> int:
        return told.holding.balance

    def resolve_floor(told: Any, info: Any) -> int | None:
        return told.holding.floor

    def resolve_ceiling(told: Any, info: Any) -> int | None:
        return told.holding.ceiling

    def resolve_entries(told: Any, info: Any, **page: Any) -> Page:
        return Page(entries_of(told), IN_ORDER, Wanted(**page))

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """This month's, by principal, of those whose statements the reader may read."""
        month = month_of(context.today)
        known = by_id(Principal.objects.all(), [one for one in ids if may_read(context.reader, one)])
        return {key: statement(one, month) for key, one in known.items()}
