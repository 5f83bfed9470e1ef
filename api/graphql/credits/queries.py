from typing import Any

import graphene

from alliance.ledger.rules import month_named
from alliance.ledger.selectors import categories, may_read, rules, statement
from api.graphql.base import Guarded
from api.graphql.errors import problem
from api.graphql.keys import principal_of
from api.graphql.peers import by_id, together
from tenants.models import Principal

from .statements import CreditStatementType
from .tables import CreditCategoryType, CreditRuleType


class CreditQueries:
    """Root fields about credits."""

    credit_statement = graphene.Field(
        CreditStatementType,
        principal=graphene.Argument(
            graphene.ID, required=True, description="Whose: a principal, or an enterprise as one."
        ),
        month=graphene.Argument(
            graphene.String, required=True, description="Which month, from 2000 on, e.g. `2026-03`."
        ),
        description="What somebody's credits did in a month; null for whoever may not know.",
    )
    credit_rules = Guarded(
        graphene.List(graphene.NonNull(CreditRuleType)),
        permission=("read", "credit_rule"),
        description="What a confirmed exchange credits. Empty until the secretariat fills it.",
    )
    credit_categories = Guarded(
        graphene.List(graphene.NonNull(CreditCategoryType)),
        permission=("read", "credit_category"),
        description="What credits are given for, in the district's order.",
    )

    def resolve_credit_statement(root: Any, info: Any, principal: str, month: str) -> Any:
        wanted = month_named(month)
        if wanted is None:
            raise problem("OUT_OF_RANGE", argument="month")
        key = principal_of(principal)
        if key is None or not may_read(info.context.reader, key):
            return None
        whose = by_id(Principal.objects.all(), [key]).get(key)
        return statement(whose, wanted) if whose else None

    def resolve_credit_rules(root: Any, info: Any) -> list[Any]:
        return together(rules())

    def resolve_credit_categories(root: Any, info: Any) -> list[Any]:
        return together(categories())
