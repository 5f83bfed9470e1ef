from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.ledger.models import Entry
from alliance.matching.models import Exchange, Match
from alliance.matching.selectors import visible_exchanges, visible_matches
from api.graphql.accounts.principals import PrincipalType
from api.graphql.base import Guarded, HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.listings.types import ListingType
from api.graphql.peers import by_id, follow, load
from tenants.isolation.scope import current_district_id

from .enums import ExchangeOutcome, ExchangeState, MatchState
from .subjects import subject

SETTLER = "Null for whoever only settles, until there is a dispute, if it is not for their eyes."


class MatchType(HouseType):
    class Meta:
        name = "Match"
        model = Match
        description = "Somebody proposes that an offer meets a want (对接). Seen by its two sides."
        permission = ("read", "match")

    offer = graphene.Field(ListingType, description=f"What is offered. {SETTLER}")
    want = graphene.Field(
        ListingType, description=f"Which want it meets; null if an offer was simply asked for. {SETTLER}"
    )
    giver = graphene.Field(PrincipalType, required=True, description="Who would give: the offer's owner.")
    taker = graphene.Field(PrincipalType, required=True, description="Who would receive.")
    proposer = graphene.Field(PrincipalType, required=True, description="Which of the two proposed it.")
    quantity = graphene.Float(description="How much of the offer, e.g. `2`; null where it is not counted.")
    message = graphene.String(description="A word to the other side, e.g. 周五下午可以吗; null if none.")
    due = graphene.Date(description="By which day, included, it should be done; null: no day.")
    state = MatchState(required=True, description="How far it has come.")
    proposed_at = graphene.DateTime(required=True, description="When it was proposed.")
    awaits_you = graphene.Boolean(required=True, description="Whether it waits for an answer of yours.")
    exchange = graphene.Field(lambda: ExchangeType, description="What came of it; null unless agreed on.")
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    def resolve_offer(match: Any, info: Any) -> Any:
        return subject(match, "offer", info.context.reader)

    def resolve_want(match: Any, info: Any) -> Any:
        return subject(match, "want", info.context.reader)

    def resolve_giver(match: Any, info: Any) -> Any:
        return follow(match, "giver")

    def resolve_taker(match: Any, info: Any) -> Any:
        return follow(match, "taker")

    def resolve_proposer(match: Any, info: Any) -> Any:
        return follow(match, "proposer")

    def resolve_quantity(match: Any, info: Any) -> float | None:
        return None if match.quantity is None else float(match.quantity)

    def resolve_message(match: Any, info: Any) -> str | None:
        return match.message or None

    def resolve_proposed_at(match: Any, info: Any) -> Any:
        return match.at

    def resolve_awaits_you(match: Any, info: Any) -> bool:
        return match.state == "PROPOSED" and match.answerer_id in info.context.reader.principals

    def resolve_exchange(match: Any, info: Any) -> Any:
        def read(matches: list[Any]) -> dict[UUID, Any]:
            rows = visible_exchanges(info.context.reader).filter(match__in=[row.pk for row in matches])
            return {row.match_id: row for row in rows.select_related("match")}

        return load(match, "exchange", read)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of one's own side; all for whoever settles."""
        return by_id(visible_matches(context.reader), ids)


class ExchangeType(HouseType):
    class Meta:
        name = "Exchange"
        model = Exchange
        description = "What two sides agreed on: delivered, confirmed by both, or disputed and settled."
        permission = ("read", "exchange")

    match = graphene.Field(MatchType, required=True, description="The proposal it came from.")
    offer = graphene.Field(ListingType, description=f"What is given. {SETTLER}")
    want = graphene.Field(ListingType, description=f"Which want it meets; null if none. {SETTLER}")
    giver = graphene.Field(PrincipalType, required=True, description="Who gives.")
    taker = graphene.Field(PrincipalType, required=True, description="Who receives.")
    quantity = graphene.Float(description="How much of the offer, e.g. `2`; null where it is not counted.")
    due = graphene.Date(description="By which day, included, it should be done; null: no day.")
    state = ExchangeState(required=True, description="How far it has come.")
    agreed_at = graphene.DateTime(required=True, description="When both had said yes.")
    delivered_at = graphene.DateTime(description="When the giver said that it is delivered; null: not yet.")
    giver_confirmed_at = graphene.DateTime(description="When the giver confirmed it; null: not yet.")
    taker_confirmed_at = graphene.DateTime(description="When the taker confirmed it; null: not yet.")
    dispute = graphene.String(description="What a side says is wrong; null if nothing is in dispute.")
    disputed_by = graphene.Field(PrincipalType, description="Which side said so.")
    settlement = graphene.String(description="What the secretariat decided, in words; null until then.")
    outcome = ExchangeOutcome(description="What the secretariat found; null until then.")
    credits = Guarded(
        graphene.Int,
        permission=("read", "credits"),
        owner=lambda exchange: exchange.giver_id,
        description="What the giver was credited by the district's table, e.g. `20`; null: nothing, or not "
        "for you. The taker pays nothing.",
    )
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    def resolve_match(exchange: Any, info: Any) -> Any:
        return follow(exchange, "match")

    def resolve_offer(exchange: Any, info: Any) -> Any:
        return subject(exchange, "offer", info.context.reader)

    def resolve_want(exchange: Any, info: Any) -> Any:
        return subject(exchange, "want", info.context.reader)

    def resolve_giver(exchange: Any, info: Any) -> Any:
        return follow(exchange, "giver")

    def resolve_taker(exchange: Any, info: Any) -> Any:
        return follow(exchange, "taker")

    def resolve_quantity(exchange: Any, info: Any) -> float | None:
        return None if exchange.quantity is None else float(exchange.quantity)

    def resolve_dispute(exchange: Any, info: Any) -> str | None:
        return exchange.dispute or None

    def resolve_disputed_by(exchange: Any, info: Any) -> Any:
        return follow(exchange, "disputed_by")

    def resolve_settlement(exchange: Any, info: Any) -> str | None:
        return exchange.settlement or None

    def resolve_outcome(exchange: Any, info: Any) -> str | None:
        return exchange.outcome or None

    def resolve_credits(exchange: Any, info: Any) -> int | None:
        return load(exchange, "credits", _credited)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of one's own side; all for whoever settles."""
        return by_id(visible_exchanges(context.reader).select_related("match"), ids)


MatchConnection = connection_of(MatchType, "Match", "matches")
ExchangeConnection = connection_of(ExchangeType, "Exchange", "exchanges")


def _credited(exchanges: list[Any]) -> dict[UUID, int]:
    transfers = {row.transfer_id: row.pk for row in exchanges if row.transfer_id}
    received = Entry.objects.filter(
        district=current_district_id(), transfer__in=list(transfers), amount__gt=0
    )
    return {transfers[transfer]: amount for transfer, amount in received.values_list("transfer_id", "amount")}
