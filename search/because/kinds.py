"""The words in which a reason is told."""

from dataclasses import dataclass
from enum import StrEnum

from tenants.reading.spans import Span


class MatchKind(StrEnum):
    """How what was typed and what is stored are the same."""

    EXACT = "EXACT"
    HANZI = "HANZI"
    PINYIN = "PINYIN"
    INITIALS = "INITIALS"
    MIXED = "MIXED"
    TYPO = "TYPO"


class BecauseField(StrEnum):
    """What matched."""

    NAME = "NAME"
    SHOP_SIGN = "SHOP_SIGN"
    FORMER_NAME = "FORMER_NAME"
    UNIT = "UNIT"
    FLOOR = "FLOOR"
    BUILDING = "BUILDING"
    USCC = "USCC"
    TAG = "TAG"
    FORMAT = "FORMAT"
    INDUSTRY = "INDUSTRY"
    DESCRIPTION = "DESCRIPTION"
    TITLE = "TITLE"
    CATEGORY = "CATEGORY"
    DETAILS = "DETAILS"


# The searchable field → what a reader calls it. `place` is told by its parts.
FIELDS = {
    "name": BecauseField.NAME,
    "shop_sign": BecauseField.SHOP_SIGN,
    "former_names": BecauseField.FORMER_NAME,
    "uscc": BecauseField.USCC,
    "building": BecauseField.BUILDING,
    "tags": BecauseField.TAG,
    "format": BecauseField.FORMAT,
    "industry": BecauseField.INDUSTRY,
    "description": BecauseField.DESCRIPTION,
    "title": BecauseField.TITLE,
    "listing_tags": BecauseField.TAG,
    "category": BecauseField.CATEGORY,
    "details": BecauseField.DETAILS,
}


@dataclass(frozen=True, slots=True)
class Match:
    """How a text matched: its share of the field's weight, and what of it is marked."""

    factor: float
    kind: MatchKind
    hits: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a hit. `score` is its part of the hit's score; `hits` are the places in `text`, which is
    stored so, that matched."""

    field: BecauseField
    kind: MatchKind
    text: str
    hits: tuple[Span, ...]
    score: float
