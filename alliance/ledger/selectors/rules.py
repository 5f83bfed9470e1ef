from decimal import Decimal

from django.db.models import QuerySet

from tenants.isolation.scope import current_district_id

from ..models import CreditCategory, CreditRule
from ..rules import Due, due


def categories() -> QuerySet[CreditCategory]:
    """What credits are given for here, in the district's order."""
    return CreditCategory.objects.filter(district=current_district_id()).order_by("ordinal", "id")


def rules() -> QuerySet[CreditRule]:
    """What a confirmed exchange credits: the district's table."""
    rows = CreditRule.objects.filter(district=current_district_id())
    return rows.order_by("listing_category", "measure")


def credit_due(*, listing_category: str, measure: str, quantity: Decimal | None) -> Due | None:
    """What an exchange of so much of an offer credits by the district's table; None: nothing.

    A rule for the very measure goes before the one for any.
    """
    found = rules().filter(listing_category=listing_category, measure__in=["", measure.strip()])
    rule = found.order_by("-measure").first()
    amount = due(quantity, rule.credits_per_unit) if rule else 0
    return Due(amount, rule.category_id) if rule and amount > 0 else None
