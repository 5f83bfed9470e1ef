"""What is searchable, how much it weighs, and who may search it: all of it, in one place.

A hit's score is the best of its matches: weight of the field × factor of the way it matched. So, for a name:
exact 100, beginning 90, inner part 80, pinyin 70-60, initials 50-42; then the door 40, the code 35, a former
name 25 and less. Weights are constants, not BM25: how often a word occurs in *other* districts would move the
scores in this one, and tell.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a field's text becomes tokens; `parts` are its fields in the index."""

    NAME = "NAME"  # characters, pinyin, initials
    LABEL = "LABEL"  # characters, pinyin
    TEXT = "TEXT"  # characters
    CODE = "CODE"
    PLACE = "PLACE"

    @property
    def parts(self) -> tuple[str, ...]:
        return _PARTS[self]


_PARTS = {
    Kind.NAME: ("text", "sounds", "initials", "grams"),
    Kind.LABEL: ("text", "sounds"),
    Kind.TEXT: ("text",),
    Kind.CODE: ("fragments",),
    Kind.PLACE: ("places",),
}


class Subject(StrEnum):
    """Of what a document is. Each has fields of its own: what one holds is in no token of the other."""

    ENTERPRISE = "enterprise"
    LISTING = "listing"


@dataclass(frozen=True)
class Field:
    """`thing` is what the reader must have the right to search (`tenants/permissions.py`)."""

    name: str
    kind: Kind
    weight: float
    thing: str
    subject: Subject = Subject.ENTERPRISE


SEARCHABLE = (
    Field("name", Kind.NAME, 100, "directory"),
    Field("shop_sign", Kind.NAME, 100, "directory"),
    Field("place", Kind.PLACE, 40, "directory"),
    Field("uscc", Kind.CODE, 35, "directory"),
    Field("former_names", Kind.NAME, 25, "directory"),
    Field("building", Kind.LABEL, 15, "directory"),
    Field("tags", Kind.LABEL, 15, "directory"),
    Field("format", Kind.LABEL, 14, "directory"),
    Field("industry", Kind.LABEL, 12, "directory"),
    Field("description", Kind.TEXT, 5, "directory"),
    Field("title", Kind.NAME, 100, "listing", Subject.LISTING),
    Field("listing_tags", Kind.LABEL, 15, "listing", Subject.LISTING),
    Field("category", Kind.LABEL, 14, "listing", Subject.LISTING),
    Field("details", Kind.TEXT, 5, "listing", Subject.LISTING),
)
assert len({field.name for field in SEARCHABLE}) == len(SEARCHABLE)

# What a search can be narrowed to without being searchable as text; the values are ids, codes or constants.
FILTERS = ("building", "floor", "format", "industry", "tag", "kind", "initial", "category")

# By how a name matched. The steps are wider than BREVITY, so that a shorter name never jumps over one.
EXACT, BEGINNING, INNER = 1.0, 0.9, 0.8
SOUND, SOUND_BEGINNING, SOUND_INNER = 0.7, 0.66, 0.6
INITIALS, INITIALS_BEGINNING, INITIALS_INNER = 0.5, 0.46, 0.42
CODE_ENDING, CODE_INNER = 1.0, 0.9
# What is only nearly right, in a second search after the first found nothing: below everything else.
NEARLY_EACH, NEARLY_SOUND = 1.0, 4.0
# A third of the pairs: one wrong character in the middle of four leaves one pair of three.
NEARLY_SHARE = 0.33

# Of names that match alike the shorter is likelier meant: `华为` before `华为授权服务中心`. Added to the
# score by the length of the shorter of name and shop sign, or of the title, in characters.
BREVITY = {"2": 1.4, "3": 1.3, "4": 1.2, "6": 1.0, "8": 0.8, "12": 0.5, "16": 0.25}


def brevity(length: int) -> str:
    """The bucket of a name's length; "" past the longest."""
    return next((bucket for bucket in BREVITY if length <= int(bucket)), "")
