from decimal import Decimal
from typing import Any
from uuid import UUID

from alliance.matching import actions
from alliance.matching.models import Outcome
from alliance.matching.rules import Proposal
from api.graphql.context import Context
from api.graphql.keys import key_in, optional_key_in
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .inputs import (
    DisputeExchangeInput,
    ExchangeInput,
    MatchInput,
    ProposeMatchInput,
    SettleExchangeInput,
)
from .types import ExchangeType, MatchType


class ProposeMatch(RetriableMutation):
    class Meta:
        description = "Propose that an offer meets a want, or ask for an offer (对接)."
        permission = ("propose", "match")
        input = ProposeMatchInput
        answer = ("match", MatchType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        quantity = given.get("quantity")
        proposal = Proposal(
            offer=key_in(given, "offer", "Listing"),
            want=optional_key_in(given, "want", "Listing"),
            quantity=None if quantity is None else Decimal(str(quantity)),
            message=given.get("message") or "",
            due=given.get("due"),
        )
        return actions.propose(by=author, proposal=proposal)


class AcceptMatch(RetriableMutation):
    class Meta:
        description = "Say yes to what was proposed to you: an exchange begins. Never more than is left."
        permission = ("answer", "match")
        input = MatchInput
        answer = ("match", MatchType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.accept(by=author, **_match(given))


class DeclineMatch(RetriableMutation):
    class Meta:
        description = "Say no to what was proposed to you. Nobody has to say why."
        permission = ("answer", "match")
        input = MatchInput
        answer = ("match", MatchType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.decline(by=author, **_match(given))


class WithdrawMatch(RetriableMutation):
    class Meta:
        description = "Take back what you proposed, while it waits. Nobody has to say why."
        permission = ("answer", "match")
        input = MatchInput
        answer = ("match", MatchType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.withdraw(by=author, **_match(given))


class DeliverExchange(RetriableMutation):
    class Meta:
        description = "Say, as the giver, that it is delivered. Then both confirm it."
        permission = ("keep", "exchange")
        input = ExchangeInput
        answer = ("exchange", ExchangeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.deliver(by=author, **_exchange(given))


class ConfirmExchange(RetriableMutation):
    class Meta:
        description = "Confirm, as either side, what was delivered. With the second one it is confirmed, and "
        description += "the giver credited by the district's table."
        permission = ("keep", "exchange")
        input = ExchangeInput
        answer = ("exchange", ExchangeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.confirm(by=author, **_exchange(given))


class CancelExchange(RetriableMutation):
    class Meta:
        description = "Say no, as either side, before it is delivered. Nobody has to say why."
        permission = ("keep", "exchange")
        input = ExchangeInput
        answer = ("exchange", ExchangeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.cancel(by=author, **_exchange(given))


class DisputeExchange(RetriableMutation):
    class Meta:
        description = "Say, as either side, that it was otherwise. The secretariat settles it."
        permission = ("keep", "exchange")
        input = DisputeExchangeInput
        answer = ("exchange", ExchangeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.dispute(by=author, text=given.text, **_exchange(given))


class SettleExchange(RetriableMutation):
    class Meta:
        description = "Settle a dispute, as the secretariat. What was delivered counts as confirmed, credits "
        description += "included; what was not is free again."
        permission = ("settle", "exchange")
        input = SettleExchangeInput
        answer = ("exchange", ExchangeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        outcome = Outcome(given.outcome.value)
        return actions.settle(by=author, outcome=outcome, text=given.text, **_exchange(given))


class ExchangeMutations:
    """Mutations of matches and exchanges."""

    propose_match = ProposeMatch.Field()
    accept_match = AcceptMatch.Field()
    decline_match = DeclineMatch.Field()
    withdraw_match = WithdrawMatch.Field()
    deliver_exchange = DeliverExchange.Field()
    confirm_exchange = ConfirmExchange.Field()
    cancel_exchange = CancelExchange.Field()
    dispute_exchange = DisputeExchange.Field()
    settle_exchange = SettleExchange.Field()


def _match(given: Any) -> dict[str, Any]:
    match_id = key_in(given, "id", "Match")
    return {"match_id": match_id, "expected_version": given.get("expected_version")}


def _exchange(given: Any) -> dict[str, Any]:
    exchange_id = key_in(given, "id", "Exchange")
    return {"exchange_id": exchange_id, "expected_version": given.get("expected_version")}
