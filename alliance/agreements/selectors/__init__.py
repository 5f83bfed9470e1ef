"""Which agreements somebody may see, and what came of their promises."""

from .lists import Criteria, matching, visible

__all__ = ["Criteria", "matching", "visible"]
