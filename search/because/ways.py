"""The ways in which a text matches what was typed: as written, by pinyin, by initials, by ear."""

from collections.abc import Iterator, Sequence

from search.fields import FACTORS, HOMOPHONE, Coverage, Kind, Way
from tenants.reading.folding import is_hanzi
from tenants.reading.spans import Aligned

from .errors import marks_of_homophone
from .kinds import Match, MatchKind
from .marks import joined
from .typed import Typed


def best_way(text: Aligned, typed: Typed, kind: Kind) -> Match | None:
    """The best match of a field's text, as `criteria` asks for it; None for none."""
    found = as_written(text, typed, ends=kind is not Kind.TEXT)
    if kind is Kind.TEXT or (found is not None and found.factor == FACTORS[Coverage.WHOLE, Way.TEXT]):
        return found
    return max(filter(None, [found, *_by_ear(text, typed, kind)]), key=lambda one: one.factor, default=None)


def _by_ear(text: Aligned, typed: Typed, kind: Kind) -> Iterator[Match | None]:
    if typed.letters:
        yield as_spelt(text, typed, typed.letters, Way.SOUND)
        if kind is Kind.NAME and typed.all_letters:
            yield as_spelt(text, typed, typed.letters, Way.INITIALS)
    elif kind is Kind.NAME and len(typed.tokens.text) > 1:
        yield _homophone(text, typed)


def as_written(text: Aligned, typed: Typed, *, ends: bool) -> Match | None:
    if not typed.written:
        return None
    at = text.written.find(typed.written)
    if at < 0:
        return None
    first, count = text.written.count("|", 0, at), len(typed.tokens.text)
    coverage = Coverage.INNER
    if ends and first == 0:
        coverage = Coverage.WHOLE if count == len(text.elements) else Coverage.BEGINNING
    has_hanzi = any(is_hanzi(token[0]) for token in typed.tokens.text)
    kind = MatchKind.HANZI if has_hanzi else MatchKind.EXACT
    return Match(FACTORS[coverage, Way.TEXT], kind, joined(text.of_elements(first, first + count)))


def as_spelt(text: Aligned, typed: Typed, letters: str, way: Way) -> Match | None:
    """By these letters, whole, at its beginning, or from the start of an element on."""
    parts = text.sounds if way is Way.SOUND else text.initials
    place = _place_of(parts, letters)
    if place is None:
        return None
    coverage, begin = place
    return Match(
        FACTORS[coverage, way],
        _kind_of(text, typed, parts, begin, len(letters), way),
        joined(text.of_letters(parts, begin, len(letters))),
    )


def _place_of(parts: Sequence[str], letters: str) -> tuple[Coverage, int] | None:
    word = "".join(parts)
    at = word.find(letters)
    if at == 0:
        return (Coverage.WHOLE if len(word) == len(letters) else Coverage.BEGINNING), 0
    if at < 0:
        return None
    begin = 0
    for part in parts:
        if word.startswith(letters, begin):
            return Coverage.INNER, begin
        begin += len(part)
    return None


def _kind_of(
    text: Aligned, typed: Typed, parts: Sequence[str], begin: int, length: int, way: Way
) -> MatchKind:
    if not typed.all_letters:
        return MatchKind.MIXED if typed.tokens.mixed else MatchKind.TYPO
    at = 0
    for element, part in zip(text.elements, parts, strict=True):
        if at < begin + length and at + len(part) > begin and is_hanzi(element.token[0]):
            return MatchKind.PINYIN if way is Way.SOUND else MatchKind.INITIALS
        at += len(part)
    return MatchKind.EXACT


def _homophone(text: Aligned, typed: Typed) -> Match | None:
    """All of it by other characters of the same sound."""
    if not text.sounds or "".join(text.sounds) != typed.tokens.sound:
        return None
    whole = text.of_elements(0, len(text.elements))
    return Match(HOMOPHONE, MatchKind.TYPO, marks_of_homophone(text, typed, whole))
