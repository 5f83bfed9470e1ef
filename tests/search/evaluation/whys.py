"""Whether the reason that a hit gives is the right one: the field, how it matched, and what is marked."""

from collections.abc import Sequence

from search.because import Reason, reasons
from search.because.places import Place
from search.because.reasons import BecauseField, MatchKind
from search.fields import SEARCHABLE, Subject
from tenants.reading.folding import fold
from tenants.reading.pinyin import initials, syllables
from tests.search.evaluation.members import Member
from tests.search.evaluation.questions import Question

_FIELDS = [field for field in SEARCHABLE if field.subject is Subject.ENTERPRISE]
_NAMES = {BecauseField.NAME, BecauseField.SHOP_SIGN, BecauseField.FORMER_NAME}
# By the form in which was asked: the ways to match that are no slip.
_KINDS = {
    "text": {MatchKind.HANZI, MatchKind.EXACT},
    "sound": {MatchKind.PINYIN, MatchKind.MIXED, MatchKind.EXACT},
    "initials": {MatchKind.INITIALS, MatchKind.EXACT},
}
_SLIPS = {"one wrong", "one dropped", "two swapped", "homophone"}


def why(member: Member, typed: str) -> list[Reason]:
    """The reasons of a member for what was typed."""
    places = [Place(tuple(member.towers), str(member.floor), (member.door,))]
    return reasons(member.texts | {"uscc": [member.uscc]}, typed, _FIELDS, places=places)


def is_right(question: Question, member: Member, typed: str) -> bool:
    """By the rule by which the question was made."""
    told = why(member, typed)
    if not told:
        return False
    kind = question.kind
    if kind.startswith("uscc"):
        return told[0].field is BecauseField.USCC and _marked(told[0]).lower() == typed.lower()
    if kind.startswith("unit"):
        return told[0].field is BecauseField.UNIT and _marked(told[0]) == member.door
    if kind.startswith("with tower"):
        return _says(told, member.short) and any(one.field is not BecauseField.NAME for one in told[1:])
    if kind == "with industry":
        return _says(told, member.short) and _says(told, member.trade)
    if any(kind.startswith(slip) for slip in _SLIPS):
        return _is_slip(told[0], member, typed)
    return (
        told[0].field in _NAMES
        and told[0].kind in _KINDS[question.way]
        and _is_marked_right(told[0], typed, question.way)
    )


def _marked(reason: Reason) -> str:
    return "".join(reason.text[begin:end] for begin, end in reason.hits)


def _says(told: Sequence[Reason], words: str) -> bool:
    """All of the words are marked in one of the reasons."""
    return any(fold(words).replace(" ", "") in fold(_marked(one)).replace(" ", "") for one in told)


def _is_slip(reason: Reason, member: Member, typed: str) -> bool:
    """A name, as a slip, in which what agrees is marked: most of the characters meant, and none but theirs.
    What is also another's name as it stands is no slip."""
    marked = _marked(reason)
    if reason.kind in _KINDS["text"]:
        return fold(marked) == fold(typed)
    return (
        reason.field in _NAMES
        and reason.kind is MatchKind.TYPO
        and set(marked) <= set(member.short)
        and len(marked) >= len(member.short) // 2
    )


def _is_marked_right(reason: Reason, typed: str, way: str) -> bool:
    marked = _marked(reason)
    if way == "text":
        return _bare(marked) == _bare(typed)
    if way == "initials":
        return initials(marked) == _bare(typed)
    # A character is read in its company: what is marked sounds, alone, as in the name, or as it was typed.
    return "".join(syllables(marked)) == "".join(syllables(typed)) or len(marked) == len(syllables(typed))


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")
