from typing import Any

import graphene

from alliance.agreements.selectors import Criteria, matching, visible
from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.ids import keys_of
from api.graphql.keyset import Order

from .enums import AgreementState
from .types import AgreementConnection

LATEST = Order("agreement", ("starts", "id"), descending=True)


class AgreementFilter(graphene.InputObjectType):
    class Meta:
        description = "Which agreements; what is left out does not narrow, an empty list matches nothing."

    institutions = graphene.List(graphene.NonNull(graphene.ID), description="With one of these enterprises.")
    states = graphene.List(graphene.NonNull(AgreementState), description="In one of these states.")
    on = graphene.Date(description="Those that hold on this day, e.g. `2026-03-01`.")


described("AgreementFilter", AgreementFilter._meta.fields)


def criteria_of(wishes: Any) -> Criteria:
    """The filter as the domain knows it; an enterprise shares its id with its principal."""
    given = {name: value for name, value in (wishes or {}).items() if value is not None}
    return Criteria(
        institutions=keys_of("Enterprise", given["institutions"]) if "institutions" in given else None,
        states=[one.value for one in given["states"]] if "states" in given else None,
        on=given.get("on"),
    )


class AgreementQueries:
    """Root fields about agreements."""

    agreements = graphene.Field(
        AgreementConnection,
        description="The co-building agreements you may see, the latest first.",
        filter=graphene.Argument(AgreementFilter, description="Which ones."),
        **page_arguments(),
    )

    def resolve_agreements(root: Any, info: Any, filter: Any = None, **page: Any) -> Page:
        rows = visible(info.context.reader).filter(matching(criteria_of(filter)))
        return Page(rows, LATEST, Wanted(**page))
