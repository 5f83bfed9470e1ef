"""The district's own tables: what credits are given for, and what a confirmed exchange credits."""

from typing import Any

import graphene

from alliance.ledger.models import CreditCategory, CreditRule
from api.graphql.base import HouseType
from api.graphql.listings.enums import ListingCategory
from api.graphql.peers import follow


class CreditCategoryType(HouseType):
    class Meta:
        name = "CreditCategory"
        model = CreditCategory
        description = "What credits are given for (积分类别): the district's own list."
        permission = ("read", "credit_category")

    name = graphene.String(required=True, description="E.g. 场地共享.")
    ordinal = graphene.Int(required=True, description="Its place in the list, e.g. `1`.")


class CreditRuleType(HouseType):
    class Meta:
        name = "CreditRule"
        model = CreditRule
        description = "What a confirmed exchange credits whoever gave: the district's table."
        permission = ("read", "credit_rule")

    listing_category = ListingCategory(required=True, description="For offers of this category.")
    measure = graphene.String(description="Counted in this measure, e.g. 小时; null: in any other.")
    credits_per_unit = graphene.Int(required=True, description="Credits for one of these, e.g. `5`.")
    category = graphene.Field(CreditCategoryType, required=True, description="Booked under this category.")

    def resolve_measure(rule: Any, info: Any) -> str | None:
        return rule.measure or None

    def resolve_category(rule: Any, info: Any) -> Any:
        return follow(rule, "category")
