"""What members offer and look for: the three lists every alliance keeps (资源、需求、项目清单)."""

from .attachments import ListingFile
from .audiences import ListingAudience
from .listings import Audience, Listing, ListingCategory, ListingKind, ListingState
from .projects import ClaimState, PartClaim, ProjectPart
from .tags import ListingTag
from .windows import ListingWindow

__all__ = [
    "Audience",
    "ClaimState",
    "Listing",
    "ListingAudience",
    "ListingCategory",
    "ListingFile",
    "ListingKind",
    "ListingState",
    "ListingTag",
    "ListingWindow",
    "PartClaim",
    "ProjectPart",
]
