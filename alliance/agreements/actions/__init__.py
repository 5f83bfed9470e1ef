"""Agreements are drafted, signed and ended; what they promise opens by itself."""

from .drafting import change_agreement, discard_agreement, draft_agreement
from .ending import end_agreement
from .opening import open_due
from .signing import sign_agreement

__all__ = [
    "change_agreement",
    "discard_agreement",
    "draft_agreement",
    "end_agreement",
    "open_due",
    "sign_agreement",
]
