"""Proposing, agreeing, delivering, confirming, disputing: the only place that writes matches
and exchanges."""

from .agreeing import accept
from .confirming import confirm
from .disputing import dispute, settle
from .following import settle_listings
from .keeping import cancel, deliver
from .proposing import propose
from .refusing import decline, withdraw

__all__ = [
    "accept",
    "cancel",
    "confirm",
    "decline",
    "deliver",
    "dispute",
    "propose",
    "settle",
    "settle_listings",
    "withdraw",
]
