from typing import Any

import graphene

from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.errors import problem
from api.graphql.keyset import Order
from tenants.models import Enterprise

from .enums import EnterpriseOrderField, OrderDirection
from .filters import EnterpriseFilter, matching_enterprises
from .finding import by_id, by_slug, by_uscc
from .types import EnterpriseConnection, EnterpriseType

COLUMNS = {"NAME": ("sort_key", "id"), "UPDATED_AT": ("updated_at", "id")}


class EnterpriseOrder(graphene.InputObjectType):
    class Meta:
        description = "How enterprises are sorted; the default is by name, A to Z."

    field = EnterpriseOrderField(required=True, default_value="NAME", description="By what. Default NAME.")
    direction = OrderDirection(
        required=True, default_value="ASC", description="Which end first. Default ASC."
    )


described("EnterpriseOrder", EnterpriseOrder._meta.fields)


def order_of(given: Any) -> Order:
    """The order asked for. Its name goes into the cursors."""
    field = getattr(given.field, "value", given.field) if given else "NAME"
    direction = getattr(given.direction, "value", given.direction) if given else "ASC"
    return Order(f"enterprise-{field}-{direction}".lower(), COLUMNS[field], descending=direction == "DESC")


class EnterpriseQueries(graphene.ObjectType):
    enterprise = graphene.Field(
        EnterpriseType,
        id=graphene.Argument(graphene.ID, description="Its id."),
        slug=graphene.Argument(
            graphene.String, description="Its page's address, present or former, e.g. `hualong-keji`."
        ),
        uscc=graphene.Argument(graphene.String, description="Its 统一社会信用代码, 18 characters."),
        description="One enterprise by exactly one of `id`, `slug`, `uscc`; one that has left, too.",
    )
    enterprises = graphene.Field(
        EnterpriseConnection,
        **page_arguments(),
        filter=graphene.Argument(EnterpriseFilter, description='Which of them, e.g. `{initial: "H"}`.'),
        order_by=graphene.Argument(EnterpriseOrder, description="How sorted, e.g. `{direction: DESC}`."),
        description="The directory: who is present today, and the members of the alliance.",
    )

    def resolve_enterprise(
        root: Any, info: Any, id: str | None = None, slug: str | None = None, uscc: str | None = None
    ) -> Enterprise | None:
        given = [
            (find, value)
            for find, value in ((by_id, id), (by_slug, slug), (by_uscc, uscc))
            if value is not None
        ]
        if len(given) != 1:
            raise problem("EXACTLY_ONE", arguments="id, slug, uscc")
        find, value = given[0]
        return find(info.context, value)

    def resolve_enterprises(
        root: Any, info: Any, filter: Any = None, order_by: Any = None, **wanted: Any
    ) -> Page:
        rows = matching_enterprises(info.context, filter or {})
        counted = matching_enterprises(info.context, filter or {}, throughout=True)
        return Page(rows, order_of(order_by), Wanted(**wanted), counted=counted)
