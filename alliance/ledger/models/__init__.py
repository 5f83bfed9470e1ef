"""Who gave whom how many credits (共建积分): double entry, written once, never changed."""

from .holdings import Holding, first_holding
from .transfers import Entry, Transfer, TransferKind
from .words import CreditCategory, CreditRule

__all__ = ["CreditCategory", "CreditRule", "Entry", "Holding", "Transfer", "TransferKind", "first_holding"]
