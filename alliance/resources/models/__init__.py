"""What members offer and look for: the three lists every alliance keeps (资源、需求、项目清单)."""

from .audiences import ListingAudience
from .listings import Audience, Listing, ListingCategory, ListingKind, ListingState
from .tags import ListingTag

__all__ = [
    "Audience",
    "Listing",
    "ListingAudience",
    "ListingCategory",
    "ListingKind",
    "ListingState",
    "ListingTag",
]
