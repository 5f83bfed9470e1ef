from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.branches.models import Advice
from alliance.branches.selectors.advice import advice_for
from api.graphql.base import HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.keyset import Order
from api.graphql.peers import by_id, follow

from .dated import CoverageType
from .enums import AdviceState
from .types import PartyOrganisationType

LATEST = Order("advice", ("at", "id"), descending=True)


class AdviceType(HouseType):
    class Meta:
        name = "Advice"
        model = Advice
        permission = ("read", "advice")
        description = (
            "An enterprise is no longer in the buildings of the organisation that covers it. "
            "Nothing moves by itself: the secretaries decide."
        )

    coverage = graphene.Field(CoverageType, required=True, description="Who is covered, by whom.")
    organisation = graphene.Field(PartyOrganisationType, required=True, description="Which covers it.")
    to = graphene.Field(
        PartyOrganisationType, description="Which is over the building it is in now, if one is."
    )
    place = graphene.String(required=True, description="Where it is now, or was last, e.g. B座1203.")
    state = AdviceState(required=True, description="What became of it.")
    at = graphene.DateTime(required=True, description="When it was given.")
    settled_at = graphene.DateTime(description="When it was settled or withdrawn.")
    note = graphene.String(description="What was decided.")

    def resolve_coverage(advice: Any, info: Any) -> Any:
        return follow(advice, "coverage")

    def resolve_organisation(advice: Any, info: Any) -> Any:
        return follow(advice, "organisation")

    def resolve_to(advice: Any, info: Any) -> Any:
        return follow(advice, "to")

    def resolve_note(advice: Any, info: Any) -> str | None:
        return advice.note or None

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those that concern the reader."""
        return by_id(advice_for(context.reader), ids)


AdviceConnection = connection_of(AdviceType, "Advice", "pieces of advice")
