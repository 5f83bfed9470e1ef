from typing import Any

import graphene

from alliance.matching.selectors import (
    ExchangeCriteria,
    MatchCriteria,
    matching_exchanges,
    matching_matches,
    visible_exchanges,
    visible_matches,
)
from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.ids import keys_of
from api.graphql.keyset import Order
from tenants.readers import Reader

from .enums import ExchangeState, MatchState
from .types import ExchangeConnection, MatchConnection

NEWEST_MATCHES = Order("matches", ("at", "id"), descending=True)
NEWEST_EXCHANGES = Order("exchanges", ("agreed_at", "id"), descending=True)
MINE = "Only those in which you are a side yourself; of use to whoever settles."


class MatchFilter(graphene.InputObjectType):
    class Meta:
        description = "Which proposals; what is left out does not narrow, an empty list matches nothing."

    states = graphene.List(graphene.NonNull(MatchState), description="In one of these states.")
    listing = graphene.ID(description="About this offer or want.")
    mine = graphene.Boolean(description=MINE)
    awaiting_you = graphene.Boolean(description="Only those that wait for an answer of yours.")


class ExchangeFilter(graphene.InputObjectType):
    class Meta:
        description = "Which exchanges; what is left out does not narrow, an empty list matches nothing."

    states = graphene.List(graphene.NonNull(ExchangeState), description="In one of these states.")
    listing = graphene.ID(description="Of this offer or want.")
    mine = graphene.Boolean(description=MINE)


described("MatchFilter", MatchFilter._meta.fields)
described("ExchangeFilter", ExchangeFilter._meta.fields)


class ExchangeQueries:
    """Root fields about matches and exchanges."""

    matches = graphene.Field(
        MatchConnection,
        description="What was proposed to you or by you, latest first. Empty for the public.",
        filter=graphene.Argument(MatchFilter, description="Which ones."),
        **page_arguments(),
    )
    exchanges = graphene.Field(
        ExchangeConnection,
        description="What you agreed on with others, latest first; for the secretariat, all. "
        "Empty for the public.",
        filter=graphene.Argument(ExchangeFilter, description="Which ones."),
        **page_arguments(),
    )

    def resolve_matches(root: Any, info: Any, filter: Any = None, **page: Any) -> Page:
        reader = info.context.reader
        wanted = _said(filter, reader)
        if filter and filter.get("awaiting_you"):
            wanted["awaiting"] = reader.principals
        rows = visible_matches(reader).filter(matching_matches(MatchCriteria(**wanted)))
        return Page(rows, NEWEST_MATCHES, Wanted(**page))

    def resolve_exchanges(root: Any, info: Any, filter: Any = None, **page: Any) -> Page:
        reader = info.context.reader
        criteria = ExchangeCriteria(**_said(filter, reader))
        rows = visible_exchanges(reader).filter(matching_exchanges(criteria)).select_related("match")
        return Page(rows, NEWEST_EXCHANGES, Wanted(**page))


def _said(wishes: Any, reader: Reader) -> dict[str, Any]:
    given = {name: value for name, value in (wishes or {}).items() if value is not None}
    wanted: dict[str, Any] = {}
    if "states" in given:
        wanted["states"] = [state.value for state in given["states"]]
    if "listing" in given:
        wanted["listings"] = keys_of("Listing", [given["listing"]])
    if given.get("mine"):
        wanted["sides"] = reader.principals
    return wanted
