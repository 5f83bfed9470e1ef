from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.permissions import require

from ..models import CreditCategory, CreditRule
from ..rules import check_amount, check_code, check_line


@transaction.atomic
def set_category(*, by: Author, name: str, ordinal: int = 0, category_id: UUID | None = None) -> UUID:
    """A new category of credits, or (`category_id`) another name or place in the list for one.

    Raises NotFound; Refusal `FORBIDDEN`, `NAME_MISSING`, `TOO_LONG`, `OUT_OF_RANGE`, `NAME_TAKEN`.
    """
    require(by, "set", "credit_category")
    name = name.strip()
    if not name:
        raise Refusal("NAME_MISSING", _("A credit category needs a name."), ("name",))
    check_line(name, 40, ("name",))
    if not 0 <= ordinal <= 1000:
        raise Refusal("OUT_OF_RANGE", _("A place in the list is a number from 0 to 1000."), ("ordinal",))
    with act("credits.set_category", by=by, summary=name) as record:
        if category_id is None:
            return record.create(CreditCategory(name=name, ordinal=ordinal)).id
        return record.update(_category(category_id, ("id",)), name=name, ordinal=ordinal).id


@transaction.atomic
def set_rule(
    *, by: Author, listing_category: str, credits_per_unit: int, category_id: UUID, measure: str = ""
) -> UUID:
    """What a confirmed exchange of such an offer credits from now on, per unit of `measure` (empty: any).

    `listing_category` is the code of a listing's category (`ROOM`). Returns the rule's id; one that was
    there for the same is changed. Raises NotFound; Refusal `FORBIDDEN`, `OUT_OF_RANGE`, `TOO_LONG`.
    """
    require(by, "set", "credit_rule")
    check_code(listing_category)
    check_amount(credits_per_unit, ("creditsPerUnit",))
    measure = measure.strip()
    check_line(measure, 20, ("measure",))
    category = _category(category_id, ("category",))
    there = CreditRule.objects.filter(
        district=current_district_id(), listing_category=listing_category, measure=measure
    )
    with act("credits.set_rule", by=by, summary=f"{listing_category} {measure}".strip()) as record:
        rule = there.select_for_update(of=("self",)).first()
        if rule is not None:
            return record.update(rule, credits_per_unit=credits_per_unit, category_id=category.id).id
        made = CreditRule(listing_category=listing_category, measure=measure, category=category)
        made.credits_per_unit = credits_per_unit
        return record.create(made).id


@transaction.atomic
def drop_rule(*, by: Author, rule_id: UUID) -> UUID:
    """Such exchanges credit nothing from now on. Returns the id of the *act*. Raises NotFound, Refusal
    `FORBIDDEN`.
    """
    require(by, "set", "credit_rule")
    found = CreditRule.objects.filter(district=current_district_id(), id=rule_id)
    rule = found.select_for_update(of=("self",)).first()
    if rule is None:
        raise NotFound(_("There is no such rule."), ("rule",))
    with act("credits.drop_rule", by=by, summary=f"{rule.listing_category} {rule.measure}".strip()) as record:
        record.delete(rule)
    return record.act.id


def _category(category_id: UUID, path: tuple[str, ...]) -> CreditCategory:
    found = CreditCategory.objects.filter(district=current_district_id(), id=category_id)
    category = found.select_for_update(of=("self",)).first()
    if category is None:
        raise NotFound(_("There is no such credit category."), path)
    return category
