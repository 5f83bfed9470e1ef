"""What a listing may say, and how it may go on. Pure: no database, no clock."""

from .claims import check_claim, check_may_go, project_state
from .parts import PartTerms
from .renewing import renewed_until
from .states import check_not_over, check_open, state_on
from .terms import Terms, check, check_kind, tidy_tags
from .windows import WindowTerms, weekdays_in, weekdays_of

__all__ = [
    "PartTerms",
    "Terms",
    "WindowTerms",
    "check",
    "check_claim",
    "check_kind",
    "check_may_go",
    "check_not_over",
    "check_open",
    "project_state",
    "renewed_until",
    "state_on",
    "tidy_tags",
    "weekdays_in",
    "weekdays_of",
]
