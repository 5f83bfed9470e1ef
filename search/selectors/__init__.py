"""Finding. The index is a hint, the database the truth: every hit is read again, in scope, for its reader."""

from search.engine import DEEPEST

from .among import Among
from .counting import LISTING_FACETS
from .explaining import Reasons, why_enterprises, why_listings
from .finding import enterprise_facets, search_enterprises, search_listings
from .paging import MOST_AT_ONCE, Found, Hit, Place

__all__ = [
    "DEEPEST",
    "LISTING_FACETS",
    "MOST_AT_ONCE",
    "Among",
    "Found",
    "Hit",
    "Place",
    "Reasons",
    "enterprise_facets",
    "search_enterprises",
    "search_listings",
    "why_enterprises",
    "why_listings",
]
