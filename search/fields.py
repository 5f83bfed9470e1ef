"""What is searchable, how much it weighs, and who may search it: all of it, in one place.

A hit's score is the best of its matches: weight of the field × factor of the match. How much of the name
was typed comes first, how it was written second: whoever shares the whole form typed stands before whoever
only begins with it, so that eight companies with the initials `xzt` are not hidden behind a hundred that
hold `xzt` somewhere. So, for a name: whole 100-94 (characters, pinyin, initials), beginning 80-72, inner
part 60-50; a former name nine tenths of that; then the door 46, the code 42, tags and the like 15-7, the
description 6, other characters of the same sound below 5. Weights are constants, not BM25: how often a word
occurs in *other* districts would move the scores in this one, and tell.
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
    Kind.NAME: ("text", "sounds", "pairs", "initials", "skips"),
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
    Field("place", Kind.PLACE, 46, "directory"),
    Field("uscc", Kind.CODE, 42, "directory"),
    Field("former_names", Kind.NAME, 90, "directory"),
    Field("building", Kind.LABEL, 15, "directory"),
    Field("tags", Kind.LABEL, 15, "directory"),
    Field("format", Kind.LABEL, 14, "directory"),
    Field("industry", Kind.LABEL, 12, "directory"),
    Field("description", Kind.TEXT, 10, "directory"),
    Field("title", Kind.NAME, 100, "listing", Subject.LISTING),
    Field("listing_tags", Kind.LABEL, 15, "listing", Subject.LISTING),
    Field("category", Kind.LABEL, 14, "listing", Subject.LISTING),
    Field("details", Kind.TEXT, 10, "listing", Subject.LISTING),
)
assert len({field.name for field in SEARCHABLE}) == len(SEARCHABLE)

# What a search can be narrowed to without being searchable as text; the values are ids, codes or constants.
FILTERS = (
    *("building", "floor", "format", "industry", "tag", "kind", "initial", "category"),
    *("sector", "branch", "member", "open"),
)
# Of those, what is not for everybody: what the reader must have the right to read.
GUARDED = {"sector": ("read", "enterprise.sector"), "branch": ("read", "party_organisation")}
# The two values of `member`. Those of `open` are the kinds of listings that everybody sees.
MEMBER, NO_MEMBER = "true", "false"


class Coverage(StrEnum):
    """How much of a name was typed."""

    WHOLE = "WHOLE"
    BEGINNING = "BEGINNING"
    INNER = "INNER"


class Way(StrEnum):
    """How it was written."""

    TEXT = "TEXT"
    SOUND = "SOUND"
    INITIALS = "INITIALS"


# The steps are wider than BREVITY, so that a shorter name never jumps over one.
FACTORS = {
    (Coverage.WHOLE, Way.TEXT): 1.0,
    (Coverage.WHOLE, Way.SOUND): 0.97,
    (Coverage.WHOLE, Way.INITIALS): 0.94,
    (Coverage.BEGINNING, Way.TEXT): 0.8,
    (Coverage.BEGINNING, Way.SOUND): 0.76,
    (Coverage.BEGINNING, Way.INITIALS): 0.72,
    (Coverage.INNER, Way.TEXT): 0.6,
    (Coverage.INNER, Way.SOUND): 0.56,
    (Coverage.INNER, Way.INITIALS): 0.5,
}
CODE_ENDING, CODE_INNER = 1.0, 0.9
# Characters typed, others of the same sound in the name: whoever hears a name writes it so. Below all that is
# as written, whose least is AS_WRITTEN; BREVITY does not lift it there.
HOMOPHONE = 0.045
AS_WRITTEN = 6.0
# What is only nearly right, in a second search, when nothing is as written. The same sound; threes that
# survive an error, those with an end of the text less, since the text may be part of a name; and words a
# dictionary cuts the text into, each found somewhere.
NEARLY_SOUND, NEARLY_INNER, NEARLY_ENDED, NEARLY_WORDS = 14.0, 3.0, 1.0, 6.0


def nearly_least(threes: int) -> int:
    """How many of so many threes of a text a name must have: an error spoils at most nine, the two ends six
    more where the text is part of a name; and half of what is left, so that a long name may hold two errors.
    """
    return max(1, (threes - 15) // 2)


# Of names that match alike the shorter is likelier meant: `华为` before `华为授权服务中心`. Added to the
# score by the length of the shorter of name and shop sign, or of the title, in characters.
BREVITY = {"2": 1.4, "3": 1.3, "4": 1.2, "6": 1.0, "8": 0.8, "12": 0.5, "16": 0.25}


def brevity(length: int) -> str:
    """The bucket of a name's length; "" past the longest."""
    return next((bucket for bucket in BREVITY if length <= int(bucket)), "")
