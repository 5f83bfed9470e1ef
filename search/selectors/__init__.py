"""Finding. The index is a hint, the database the truth: every hit is read again, in scope, for its reader."""

from .explaining import Reasons, why_enterprises, why_listings
from .finding import search_enterprises, search_listings
from .paging import DEEPEST, MOST_AT_ONCE, Found, Hit, Place

__all__ = [
    "DEEPEST",
    "MOST_AT_ONCE",
    "Found",
    "Hit",
    "Place",
    "Reasons",
    "search_enterprises",
    "search_listings",
    "why_enterprises",
    "why_listings",
]
