"""Every rule that the database keeps has words for whoever breaks it, or a reason why nobody can."""

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from tenants.acts.violations import MEANINGS, UNBREAKABLE
from tenants.isolation.constraints import TemporalUnique
from tenants.isolation.models import Scoped


def is_rule(constraint: models.BaseConstraint) -> bool:
    """CHECK, UNIQUE or EXCLUDE, and not one that holds by the row's own id."""
    if isinstance(constraint, models.UniqueConstraint):
        return "id" not in constraint.fields
    return isinstance(constraint, models.CheckConstraint | ExclusionConstraint)


RULES = {
    constraint.name
    for model in apps.get_models(include_auto_created=True)
    if issubclass(model, Scoped)
    for constraint in model._meta.constraints
    if is_rule(constraint) and not isinstance(constraint, TemporalUnique)
}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_of_the_database_has_words_or_a_reason(name: str) -> None:
    assert (name in MEANINGS) != (name in UNBREAKABLE), (
        f"Say what breaking {name} means, with violations.explain(), or why nobody can, with"
        " violations.unbreakable(); not both."
    )


def test_no_reason_is_given_for_what_is_no_rule() -> None:
    assert UNBREAKABLE.keys() <= RULES, UNBREAKABLE.keys() - RULES
