"""Which listings and claims somebody may see. The audience is part of the query, for everybody, always."""

from .claims import Claims, claims_matching, visible_claims
from .lists import (
    Criteria,
    for_everybody,
    in_states,
    is_anybody,
    matching,
    published,
    visible,
    visible_to_author,
)

__all__ = [
    "Claims",
    "Criteria",
    "claims_matching",
    "for_everybody",
    "in_states",
    "is_anybody",
    "matching",
    "published",
    "visible",
    "visible_claims",
    "visible_to_author",
]
