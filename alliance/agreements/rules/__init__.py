"""What can be promised, and in which periods. Pure: no database, no clock."""

from .periods import Period, periods_from
from .terms import AgreementTerms, PromiseTerms, check

__all__ = ["AgreementTerms", "Period", "PromiseTerms", "check", "periods_from"]
