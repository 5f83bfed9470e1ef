from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.notices.kinds import groups
from alliance.notices.selectors import wishes_of
from api.graphql.base import HouseType
from api.graphql.context import Context

from .enums import MailWish


class GroupWishType(HouseType):
    class Meta:
        name = "NoticeGroupPreference"
        description = "How notices of one group reach you by mail."
        permission = ("read", "notice")

    group = graphene.String(required=True, description="The first part of their kinds, e.g. `exchange`.")
    mail = MailWish(required=True, description="What holds for it.")
    is_own = graphene.Boolean(required=True, description="Whether you chose it for this group alone.")


class NoticePreferencesType(HouseType):
    class Meta:
        name = "NoticePreferences"
        description = "How you want to hear of things by mail in this district. The inbox has them always."
        permission = ("read", "notice")

    address = graphene.String(description="Where mail to you goes; null: you have no address here.")
    mail = MailWish(required=True, description="What holds unless a group differs. At first `NOW`.")
    quiet_from = graphene.Time(description="No mail from then on, in Shanghai. At first `21:00:00`.")
    quiet_until = graphene.Time(description="Until then. At first `07:30:00`; both null: no quiet hours.")
    digest_hour = graphene.Int(
        required=True, description="The hour of the day's mail, 0 to 23. At first `8`."
    )
    groups = graphene.List(
        graphene.NonNull(GroupWishType), required=True, description="Every group there is, by name."
    )

    def resolve_groups(row: Any, info: Any) -> list[Any]:
        wishes = row["wishes"]
        return [
            {"group": one, "mail": wishes.groups.get(one, wishes.mail), "is_own": one in wishes.groups}
            for one in groups()
        ]

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of whoever asks, by the id of their account."""
        account = context.reader.account
        if account is None or account.pk not in set(ids):
            return {}
        wishes = wishes_of([account.pk])[account.pk]
        plain = {name: getattr(wishes, name) for name in ("mail", "quiet_from", "quiet_until", "digest_hour")}
        return {account.pk: {**plain, "wishes": wishes, "address": account.email or None}}
