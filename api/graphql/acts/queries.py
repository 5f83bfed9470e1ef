from typing import Any

import graphene

from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.keyset import Order
from tenants.selectors.acts import acts_for

from .types import ActConnection

LATEST_FIRST = Order("act-latest", ("at", "id"), descending=True)


class ActQueries(graphene.ObjectType):
    acts = graphene.Field(
        ActConnection,
        **page_arguments(),
        description="What was done by those you act for, the latest first; all of it for the secretariat.",
    )

    def resolve_acts(root: Any, info: Any, **wanted: Any) -> Page:
        rows = acts_for(info.context.reader).filter(district=info.context.district.id)
        return Page(rows, LATEST_FIRST, Wanted(**wanted))
