"""Enums of the schema, made from the domain's own choices, each value with its meaning."""

from typing import Any

import graphene
from django.db.models import TextChoices

from .base import Undeclared


def enum_of(choices: type[TextChoices], description: str, meanings: dict[str, str]) -> Any:
    """The GraphQL enum of a model's choices. Raises Undeclared unless each value has a meaning."""
    if set(meanings) != set(choices.values):
        raise Undeclared(f"{choices.__name__}: describe exactly {', '.join(choices.values)}.")
    return graphene.Enum.from_enum(
        choices, description=lambda value: meanings[value.value] if value else description
    )


def choices_of(name: str, description: str, meanings: dict[str, str]) -> Any:
    """A GraphQL enum that no model stores: `{VALUE: meaning}`."""
    return graphene.Enum(
        name,
        [(value, value) for value in meanings],
        description=lambda value: meanings[value.value] if value else description,
    )
