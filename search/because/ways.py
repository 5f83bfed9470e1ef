"""The ways in which a text matches what was typed: as written, by pinyin, by initials, by ear."""

from collections.abc import Iterator, Sequence

from search.fields import FACTORS, Coverage, Kind, Way
from tenants.reading.folding import is_hanzi
from tenants.reading.fragments import INITIAL_EDGES, SOUND_EDGES
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


def as_written(text: Aligned, typed: Typed, *, ends: bool) -> Match | None:
    if not typed.written:
        return None
    at = text.written.find(typed.written)
    if at < 0:
        return None
    first, count = text.written.count("|", 0, at), len(typed.tokens.text)
    coverage = _coverage(first, count, len(text.elements)) if ends else Coverage.INNER
    has_hanzi = any(is_hanzi(token[0]) for token in typed.tokens.text)
    kind = MatchKind.HANZI if has_hanzi else MatchKind.EXACT
    return Match(FACTORS[coverage, Way.TEXT], kind, joined(text.of_elements(first, first + count)))


def as_spelt(text: Aligned, typed: Typed, letters: str, way: Way) -> Match | None:
    """By these letters, whole, at its beginning, or from the start of an element on."""
    spellings = text.sounds if way is Way.SOUND else text.initials
    edges = SOUND_EDGES if way is Way.SOUND else INITIAL_EDGES
    found = []
    for parts in spellings:
        place = _place_of(parts, letters)
        if place is not None and (place[0] is not Coverage.INNER or len(letters) >= edges.inner[0]):
            found.append((FACTORS[place[0], way], place[1], parts))
    if not found:
        return None
    factor, begin, parts = max(found, key=lambda one: one[0])
    kind = _kind_of(text, typed, parts, begin, len(letters), way)
    return Match(factor, kind, joined(text.of_letters(parts, begin, len(letters))))


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
        return MatchKind.MIXED
    at = 0
    for element, part in zip(text.elements, parts, strict=True):
        if at < begin + length and at + len(part) > begin and is_hanzi(element.token[0]):
            return MatchKind.PINYIN if way is Way.SOUND else MatchKind.INITIALS
        at += len(part)
    return MatchKind.EXACT


def same_sound(text: Aligned, typed: Typed) -> Match | None:
    """Other characters, typed for these, syllable for syllable. One syllable is too little to go by."""
    wanted = typed.tokens.syllables if typed.is_all_hanzi else ()
    if len(wanted) < 2:
        return None
    found = []
    for sounds in text.syllables:
        for first in range(len(sounds) - len(wanted) + 1):
            if sounds[first : first + len(wanted)] == wanted:
                found.append((_coverage(first, len(wanted), len(sounds)), first))
                break
    if not found:
        return None
    coverage, first = max(found, key=lambda one: FACTORS[one[0], Way.SOUND])
    stretch = text.of_elements(first, first + len(wanted))
    hits = marks_of_homophone(text, typed, stretch)
    return Match(FACTORS[coverage, Way.SOUND], MatchKind.TYPO, hits)


def _coverage(first: int, count: int, of: int) -> Coverage:
    if first:
        return Coverage.INNER
    return Coverage.WHOLE if count == of else Coverage.BEGINNING
