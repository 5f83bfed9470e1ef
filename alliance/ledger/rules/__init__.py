"""What a transfer, a limit and a rule may say, and what is left of credits that expire. Pure."""

from .lots import Side, left_over
from .months import Month, month_named, month_of
from .terms import (
    Due,
    check_amount,
    check_balance,
    check_code,
    check_expiry,
    check_limits,
    check_line,
    check_reason,
    due,
)

__all__ = [
    "Due",
    "Month",
    "Side",
    "check_amount",
    "check_balance",
    "check_code",
    "check_expiry",
    "check_limits",
    "check_line",
    "check_reason",
    "due",
    "left_over",
    "month_named",
    "month_of",
]
