"""Proposing, agreeing, delivering, confirming, disputing: the only place that writes matches
and exchanges."""

from .agreeing import accept
from .confirming import confirm
from .disputing import dispute, settle
from .following import settle_listings
from .keeping import cancel, deliver
from .proposing import propose
from .refusing import decline, withdraw
from .unsaying import tell_of_what_was_taken_back

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
    "tell_of_what_was_taken_back",
    "withdraw",
]
