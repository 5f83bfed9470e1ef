"""A text as it is read, with the place in the original of every character that was read.

Folding moves things: ㎡ becomes two letters, a run of white space one, a format mark none. Whoever marks what
matched must mark the text as it is stored.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tenants.reading.dictionary import Syllable
from tenants.reading.folding import fold, is_hanzi, legible, without_accents
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.pinyin import spellings, ways_spoken
from tenants.reading.tokens import CHARACTERS, LONGEST_RUN

# [start, end) in the original.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Element:
    """What is read as one: a character, or a run of letters and digits; `begin` is its place in the folded
    text, `length` how many characters of it there are."""

    token: str
    begin: int
    length: int


@dataclass(frozen=True)
class Aligned:
    """`folded` is `fold(text)` without accents; `starts[i]`, `ends[i]` is where its i-th character comes
    from."""

    text: str
    folded: str
    starts: Sequence[int]
    ends: Sequence[int]
    readings: Readings = LOCAL_READINGS

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """As `tokens.text_tokens`, in order."""
        runs = CHARACTERS.finditer(self.folded)
        return tuple(Element(run[0][:LONGEST_RUN], run.start(), len(run[0])) for run in runs)

    @cached_property
    def written(self) -> str:
        """The tokens, each between two bars, so that a sequence of them is found as a text is."""
        return f"|{'|'.join(element.token for element in self.elements)}|"

    @cached_property
    def bare(self) -> str:
        """The tokens without anything between them."""
        return "".join(element.token for element in self.elements)

    @cached_property
    def sounds(self) -> tuple[tuple[str, ...], ...]:
        """The sounds of the elements, in each way in which they are spelt; none where they do not fit."""
        return self._fitting(tuple(sounds) for way in self._ways for sounds in spellings(way))

    @cached_property
    def initials(self) -> tuple[tuple[str, ...], ...]:
        return self._fitting(tuple(syllable.initial for syllable in way) for way in self._ways)

    @cached_property
    def syllables(self) -> tuple[tuple[str, ...], ...]:
        """As `sounds`, each way spelt once."""
        return self._fitting(tuple(syllable.toneless for syllable in way) for way in self._ways)

    @cached_property
    def _ways(self) -> list[tuple[Syllable, ...]]:
        return ways_spoken(self.text, self.readings)

    def _fitting(self, ways: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        return tuple(way for way in dict.fromkeys(ways) if len(way) == len(self.elements))

    def of_elements(self, first: int, last: int) -> list[Span]:
        """Where the elements `first` … `last - 1` stand."""
        return [self.of_folded(one.begin, one.length) for one in self.elements[first:last]]

    def of_folded(self, begin: int, length: int) -> Span:
        """Where these characters of the folded text come from."""
        return self.starts[begin], self.ends[begin + length - 1]

    def of_bare(self, at: int) -> Span:
        """Where this character of `bare` comes from."""
        for element in self.elements:
            if at < len(element.token):
                return self.of_folded(element.begin + at, 1)
            at -= len(element.token)
        raise IndexError(at)

    def of_letters(self, parts: Sequence[str], begin: int, length: int) -> list[Span]:
        """Where that stands of which these letters were typed: `parts` spells each element (`sounds`,
        `initials`). A character is marked whole by any letter of it; of a word only what was typed."""
        found: list[Span] = []
        at = 0
        for element, part in zip(self.elements, parts, strict=True):
            first, last = max(begin, at), min(begin + length, at + len(part))
            if first < last:
                whole = is_hanzi(element.token[0]) or element.length < last - at
                span = (
                    (element.begin, element.length) if whole else (element.begin + first - at, last - first)
                )
                found.append(self.of_folded(*span))
            at += len(part)
        return found


def aligned(text: str, readings: Readings = LOCAL_READINGS) -> Aligned:
    """Any text, read with its places."""
    return _aligned(text, readings) if len(text) <= _LONGEST_KEPT else _read(text, readings)


def _read(text: str, readings: Readings) -> Aligned:
    whole = fold(text)
    if len(whole) == len(text) and all(map(_stays, set(text))):  # nearly every text: nothing moves
        return Aligned(text, without_accents(whole), range(len(text)), range(1, len(text) + 1), readings)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: Span | None = None
    for piece, start in _pieces(text):
        for char in _folded(piece):
            if char.isspace():
                gap = gap or (start, start + len(piece))
                continue
            if gap is not None and characters:
                characters.append(" ")
                starts.append(gap[0])
                ends.append(gap[1])
            gap = None
            characters.append(char)
            starts.append(start)
            ends.append(start + len(piece))
    # Where neighbours change each other (a phrase in traditional characters) it is one for one; whatever else
    # is folded another way as a whole is read piece by piece.
    folded = whole if len(whole) == len(characters) else "".join(map(_simplified, characters))
    return Aligned(text, without_accents(folded), tuple(starts), tuple(ends), readings)


# Names and labels are read again for each letter that somebody types; some 2 kB each.
_LONGEST_KEPT = 200
_aligned = lru_cache(maxsize=8_192)(_read)


def _simplified(char: str) -> str:
    folded = fold(char)
    return folded if len(folded) == 1 else char


def _pieces(text: str) -> Iterable[tuple[str, int]]:
    """The text in pieces that fold by themselves: a character with the marks that follow it."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _joins(text[at]):
            yield text[begin:at], begin
            begin = at


@lru_cache(maxsize=20_000)
def _stays(char: str) -> bool:
    return len(_folded(char)) == 1 and not _joins(char)


@lru_cache(maxsize=20_000)
def _folded(piece: str) -> str:
    text = legible(unicodedata.normalize("NFKC", piece))
    return legible(unicodedata.normalize("NFKC", text.casefold()))


@lru_cache(maxsize=20_000)
def _joins(char: str) -> bool:
    if char.isascii() or is_hanzi(char):
        return False
    first = unicodedata.normalize("NFKC", char)[0]
    # Accents and voicing marks; the vowels and finals of Korean, which make one letter with what precedes.
    return unicodedata.combining(first) > 0 or "\u1160" <= first <= "\u11ff"
