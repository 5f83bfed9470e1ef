"""Finding. The index is a hint, the database the truth: every hit is read again, in scope, for its reader."""

from .explaining import Reasons, why_enterprises, why_listings
from .finding import search_enterprises, search_listings
from .paging import DEEPEST, MOST_AT_ONCE, Found, Hit, Place
from .suggesting import Group, Suggestion, suggest

__all__ = [
    "DEEPEST",
    "MOST_AT_ONCE",
    "Found",
    "Group",
    "Hit",
    "Place",
    "Reasons",
    "Suggestion",
    "search_enterprises",
    "search_listings",
    "suggest",
    "why_enterprises",
    "why_listings",
]
