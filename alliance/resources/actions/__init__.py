"""Posting, changing, claiming, renewing and closing what stands on the three lists: the only place that
writes it."""

from .changing import change_state, close_listing, publish_listing, update_listing
from .claiming import claim_part, decline_claim, withdraw_claim
from .delivering import confirm_claim, deliver_claim, report_progress
from .posting import post_listing, put_listing
from .reading import terms_of
from .reminding import remind_of_endings
from .renewing import renew_listing
from .rereading import read_anew, with_words
from .settling import settle_projects

__all__ = [
    "change_state",
    "claim_part",
    "close_listing",
    "confirm_claim",
    "decline_claim",
    "deliver_claim",
    "post_listing",
    "publish_listing",
    "put_listing",
    "read_anew",
    "remind_of_endings",
    "renew_listing",
    "report_progress",
    "settle_projects",
    "terms_of",
    "update_listing",
    "with_words",
    "withdraw_claim",
]
