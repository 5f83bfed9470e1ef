"""Why a hit is one: which field matched, how, and what of it to mark. Worked out from the rows that are shown
and the same table as the ranking, so that it is the same whichever engine found them."""

from .marks import Fragment, fragments
from .reasons import BecauseField, MatchKind, Reason, reasons

__all__ = ["BecauseField", "Fragment", "MatchKind", "Reason", "fragments", "reasons"]
