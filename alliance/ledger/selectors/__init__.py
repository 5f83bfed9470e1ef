"""Statements, for whom they are about, and the district's tables. No list of balances, on purpose."""

from .rules import categories, credit_due, rules
from .seeing import entries_seen, may_read, transfers_seen, transfers_seen_by
from .statements import Statement, entries_of, running, sides_of, statement

__all__ = [
    "Statement",
    "categories",
    "credit_due",
    "entries_of",
    "entries_seen",
    "may_read",
    "rules",
    "running",
    "sides_of",
    "statement",
    "transfers_seen",
    "transfers_seen_by",
]
