"""Stars of Party organisations, and the steps by which they are decided."""

from .ratings import RatingState, StarRating
from .steps import StarEvidence, StarStep, StarStepKind

__all__ = ["RatingState", "StarEvidence", "StarRating", "StarStep", "StarStepKind"]
