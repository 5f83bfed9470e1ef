"""Who sees matches and exchanges: their two sides, and the secretariat."""

from .exchanges import ExchangeCriteria, exchanges_for_author, matching_exchanges, visible_exchanges
from .matches import MatchCriteria, matches_for_author, matching_matches, visible_matches

__all__ = [
    "ExchangeCriteria",
    "MatchCriteria",
    "exchanges_for_author",
    "matches_for_author",
    "matching_exchanges",
    "matching_matches",
    "visible_exchanges",
    "visible_matches",
]
