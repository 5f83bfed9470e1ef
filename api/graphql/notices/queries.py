from typing import Any

import graphene

from alliance.notices.selectors import inbox_of
from alliance.notices.selectors.addresses import address_of, pending_address_of
from api.graphql.base import Guarded
from api.graphql.connections import Page, Wanted, page_arguments

from .preferences import NoticePreferencesType
from .robots import RobotType, robots_of
from .types import LATEST, NoticeConnection


def inbox_field() -> graphene.Field:
    """The field `inbox` of an account, latest first."""

    def resolve(account: Any, info: Any, unread_only: bool | None = None, **page: Any) -> Page:
        return Page(inbox_of(account, unread_only=bool(unread_only)), LATEST, Wanted(**page))

    return graphene.Field(
        NoticeConnection,
        description="What you were told in this district, latest first.",
        unread_only=graphene.Argument(graphene.Boolean, description="Only what you have not read yet."),
        resolver=resolve,
        **page_arguments(),
    )


def unread_field() -> graphene.Field:
    """The field `unreadCount` of an account."""
    return graphene.Int(
        required=True,
        description="How much in your inbox you have not read yet, e.g. `3`.",
        resolver=lambda account, info: inbox_of(account, unread_only=True).count(),
    )


def address_field() -> graphene.Field:
    """The field `mailAddress` of an account."""
    return graphene.String(
        description="Where mail to you goes, e.g. `wang@example.org`; null: nowhere.",
        resolver=lambda account, info: address_of(account.pk),
    )


def pending_address_field() -> graphene.Field:
    """The field `mailAddressPending` of an account."""
    return graphene.String(
        description=(
            "An address you gave in this district within the last day, until you confirm it by the link in "
            "the letter sent there, e.g. `wang@example.org`; null: none waits."
        ),
        resolver=lambda account, info: pending_address_of(account),
    )


class NoticeQueries:
    """Root fields about notices."""

    notice_preferences = graphene.Field(
        NoticePreferencesType,
        description="How you want to hear of things by mail here; null when not signed in.",
    )
    robots = Guarded(
        graphene.List(graphene.NonNull(RobotType)),
        permission=("manage", "robot"),
        description="The district's group robots; null unless you keep them.",
    )

    def resolve_notice_preferences(root: Any, info: Any) -> Any:
        account = info.context.reader.account
        return None if account is None else NoticePreferencesType.read(info.context, [account.pk])[account.pk]

    def resolve_robots(root: Any, info: Any) -> list[Any]:
        return robots_of(info.context)
