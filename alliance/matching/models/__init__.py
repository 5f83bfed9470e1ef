"""An offer meets a want, and what becomes of it (对接)."""

from .exchanges import Exchange, ExchangeState, Outcome
from .matches import Match, MatchState

__all__ = ["Exchange", "ExchangeState", "Match", "MatchState", "Outcome"]
