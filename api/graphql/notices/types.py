from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.notices.kinds import text_of, title_of
from alliance.notices.models import Receipt
from alliance.notices.selectors import inbox_of
from api.graphql.base import HouseType, Node, find
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.ids import LETTERS, encode
from api.graphql.keyset import Order
from api.graphql.peers import by_id, load
from api.things.addresses import path_of_thing

LATEST = Order("inbox", ("at", "id"), descending=True)


class NoticeType(HouseType):
    class Meta:
        name = "Notice"
        model = Receipt
        description = "Something you were told in this district (通知). Only you can see it."
        permission = ("read", "notice")

    kind = graphene.String(
        required=True, description="What happened, for programs, e.g. `exchange.proposed`."
    )
    title = graphene.String(required=True, description="One line, in your language.")
    text = graphene.String(required=True, description="A sentence or two; may be empty.")
    at = graphene.DateTime(required=True, description="When it was told.")
    read_at = graphene.DateTime(description="When you read it; null: not yet.")
    link = graphene.String(description="The page of the thing it is about; null where that has none.")
    about = graphene.Field(
        Node, description="The thing itself; null where it is gone, or not for you any more."
    )

    def resolve_kind(receipt: Any, info: Any) -> str:
        return receipt.notice.kind

    def resolve_title(receipt: Any, info: Any) -> str:
        return title_of(receipt.notice.kind, receipt.notice.params)

    def resolve_text(receipt: Any, info: Any) -> str:
        return text_of(receipt.notice.kind, receipt.notice.params)

    def resolve_link(receipt: Any, info: Any) -> str | None:
        notice, context = receipt.notice, info.context
        path = path_of_thing(context.district.slug, notice.about_type, notice.about_id)
        return context.request.build_absolute_uri(path) if path else None

    def resolve_about(receipt: Any, info: Any) -> Any:
        def read(receipts: list[Any]) -> dict[UUID, Any]:
            shown = [one for one in receipts if one.notice.about_type in LETTERS]
            ids = [encode(one.notice.about_type, one.notice.about_id) for one in shown]
            found = find(info.context, ids)
            return {one.pk: thing for one, thing in zip(shown, found, strict=True)}

        return load(receipt, "about", read)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """One's own, and nobody else's."""
        account = context.reader.account
        return {} if account is None else by_id(inbox_of(account), ids)


NoticeConnection = connection_of(NoticeType, "Notice", "notices")
