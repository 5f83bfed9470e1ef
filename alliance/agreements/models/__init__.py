"""What a resident institution and the alliance promised each other, and what came of it."""

from .agreements import Agreement, AgreementState
from .promises import Frequency, Promise, PromiseAudience, PromisePeriod, Side

__all__ = [
    "Agreement",
    "AgreementState",
    "Frequency",
    "Promise",
    "PromiseAudience",
    "PromisePeriod",
    "Side",
]
