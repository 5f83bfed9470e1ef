"""Who was told what, who has read it, and how it reaches them outside."""

from .addresses import AddressProof
from .deliveries import Channel, Delivery
from .handovers import Handover
from .notices import Notice, NoticeTarget, Receipt
from .preferences import GroupPreference, MailWish, NoticePreference
from .robots import Robot, RobotKind, RobotSecret

__all__ = [
    "AddressProof",
    "Channel",
    "Delivery",
    "GroupPreference",
    "Handover",
    "MailWish",
    "Notice",
    "NoticePreference",
    "NoticeTarget",
    "Receipt",
    "Robot",
    "RobotKind",
    "RobotSecret",
]
