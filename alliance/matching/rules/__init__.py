"""What may be proposed, how a match and an exchange may go on, and what becomes of their listings. Pure: no
database, no clock."""

from .standing import offer_state, want_state
from .steps import check_exchange_may_go, check_match_may_go
from .terms import Proposal, check_amount_stands, check_proposal, check_statement

__all__ = [
    "Proposal",
    "check_amount_stands",
    "check_exchange_may_go",
    "check_match_may_go",
    "check_proposal",
    "check_statement",
    "offer_state",
    "want_state",
]
