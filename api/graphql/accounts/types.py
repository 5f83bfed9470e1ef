from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from api.graphql.accounts.mandates import MandateType
from api.graphql.accounts.reveals import LATEST, RevealConnection
from api.graphql.base import HouseType
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.context import Context
from api.graphql.notices.queries import (
    address_field,
    inbox_field,
    pending_address_field,
    unread_field,
)
from api.graphql.peers import together
from tenants.isolation.scope import current_district_id
from tenants.models import Account, Person
from tenants.selectors.contacts import reveals_of


class AccountType(HouseType):
    class Meta:
        name = "Account"
        model = Account
        description = "Your login (账号), and what it may do in this district. Only you can see it."
        permission = ("read", "account")

    login = graphene.String(required=True, description="What you sign in with.")
    name = graphene.String(description="Your name, as this district knows you.")
    mandates = graphene.List(
        graphene.NonNull(MandateType),
        required=True,
        description="What you may act as in this district today; their ids go into `actingAs`.",
    )
    reveals = graphene.Field(
        RevealConnection,
        description="Who read your phone number in this district, latest first.",
        **page_arguments(backward=False),
    )

    inbox = inbox_field()
    unread_count = unread_field()
    mail_address = address_field()
    mail_address_pending = pending_address_field()

    def resolve_name(account: Any, info: Any) -> str | None:
        known = Person.objects.filter(district=current_district_id(), account=account)
        return known.values_list("name", flat=True).first() or None

    def resolve_mandates(account: Any, info: Any) -> list[Any]:
        return together(info.context.reader.mandates)

    def resolve_reveals(account: Any, info: Any, **page: Any) -> Page:
        return Page(reveals_of(account), LATEST, Wanted(**page))

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Oneself, and nobody else."""
        account = context.reader.account
        return {} if account is None or account.pk not in set(ids) else {account.pk: account}


class AccountQueries:
    """Root fields about whoever asks."""

    me = graphene.Field(
        AccountType, description="Your login and your mandates here; null when not signed in."
    )

    def resolve_me(root: Any, info: Any) -> Any:
        return info.context.reader.account
