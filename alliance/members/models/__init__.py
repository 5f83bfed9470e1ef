"""Who belongs to the alliance, from when to when, and in which office."""

from .memberships import Membership
from .offices import MemberOffice, MemberOfficeKind

__all__ = ["MemberOffice", "MemberOfficeKind", "Membership"]
