"""Giving, reversing and expiring credits, and the district's own tables: the only place that writes them."""

from .expiring import expire_due
from .giving import credit_in, transfer, write_gift
from .limits import set_limits
from .reversing import reverse
from .words import drop_rule, set_category, set_rule

__all__ = [
    "credit_in",
    "drop_rule",
    "expire_due",
    "reverse",
    "set_category",
    "set_limits",
    "set_rule",
    "transfer",
    "write_gift",
]
