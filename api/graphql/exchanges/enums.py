"""The words of matches and exchanges."""

from alliance.matching.models import ExchangeState as StoredExchangeState
from alliance.matching.models import MatchState as StoredMatchState
from alliance.matching.models import Outcome as StoredOutcome
from api.graphql.enums import choices_of, enum_of

MatchState = enum_of(
    StoredMatchState,
    "How far a proposal has come.",
    {
        "PROPOSED": "Waits for an answer.",
        "AGREED": "Both want it: see its exchange.",
        "DECLINED": "The side that was asked said no.",
        "WITHDRAWN": "Whoever proposed it said no.",
    },
)
ExchangeState = enum_of(
    StoredExchangeState,
    "How far an exchange has come.",
    {
        "AGREED": "Agreed on, not delivered yet. Either side may still cancel it.",
        "DELIVERED": "Delivered, says the giver; not confirmed by both yet.",
        "CONFIRMED": "Delivered, say both.",
        "DISPUTED": "The sides do not agree; the secretariat is to settle it.",
        "SETTLED": "The secretariat has decided: see `outcome`.",
        "CANCELLED": "One side said no before it was delivered. What was promised is free again.",
    },
)
# A disputed exchange's outcome, by names of its own: an enum of GraphQL has one name.
ExchangeOutcome = choices_of(
    "ExchangeOutcome",
    "What the secretariat found.",
    dict(
        zip(
            StoredOutcome.values,
            [
                "It was delivered; counts as confirmed.",
                "It was not delivered; what was promised is free again.",
            ],
            strict=True,
        )
    ),
)
