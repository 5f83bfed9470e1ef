"""The dictionaries of pypinyin, read as pypinyin reads them, at ten times its speed.

Longest phrase first, from left to right; a character in no phrase by its first reading. `lazy_pinyin` copies,
converts and wraps each syllable anew; here a word is converted once. A test holds both to the same answers.
"""

from collections.abc import Callable, Mapping
from functools import cache, cached_property


class Syllable(str):
    """A token of spoken text, with its tone digit where it was a character (`zhong4`)."""

    is_hanzi: bool
    toneless: str
    # What an abbreviation takes of it: the first letter of a character, all of a run of letters or digits.
    initial: str


@cache
def syllable(sound: str) -> Syllable:
    """A character's sound with its tone digit. What no dictionary knows stands for itself: no tone to strip,
    no letter. Kept for ever: there are some 1,300 sounds, and the characters without one."""
    made = Syllable(sound)
    made.is_hanzi = sound[0].isascii()
    made.toneless = sound.rstrip("12345") if made.is_hanzi else sound
    made.initial = made.toneless[0]
    return made


def run(text: str) -> Syllable:
    """A run of letters and digits."""
    made = Syllable(text)
    made.is_hanzi = False
    made.toneless = made.initial = text
    return made


def read(hanzi: str, alone: Mapping[str, tuple[Syllable, ...]] | None = None) -> list[Syllable]:
    """The syllables of a run of characters, one for each. `alone` says how some are read in no word."""
    alone = alone or {}
    words = _words()
    begins, phrases, word = words.begins, words.phrases, words.read
    sounds: list[Syllable] = []
    at, length = 0, len(hanzi)
    while at < length:
        end, reach = at + 1, at + 2
        while reach <= length and (part := hanzi[at:reach]) in begins:
            if part in phrases:
                end = reach
            reach += 1
        part = hanzi[at:end]
        sounds += alone.get(part) or word(part)
        at = end
    return sounds


def known_sounds() -> frozenset[str]:
    """Every sound that a character of the dictionaries has, without its tone."""
    return _words().sounds


class _Words:
    """Both dictionaries, loaded: 0.4 s."""

    def __init__(self) -> None:
        from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
        from pypinyin.contrib.tone_convert import to_tone3

        def digits(marked: str) -> str:
            return to_tone3(marked, neutral_tone_with_five=True)

        self.phrases: dict[str, list[list[str]]] = PHRASES_DICT
        self.begins = {phrase[:end] for phrase in PHRASES_DICT for end in range(2, len(phrase) + 1)}
        self._characters: dict[int, str] = PINYIN_DICT
        self._spelt: Callable[[str], str] = cache(digits)
        self.read: Callable[[str], tuple[Syllable, ...]] = cache(self._read)

    @cached_property
    def sounds(self) -> frozenset[str]:
        marked = {one for readings in self._characters.values() for one in readings.split(",")}
        return frozenset(syllable(self._spelt(one)).toneless for one in marked)

    def _read(self, word: str) -> tuple[Syllable, ...]:
        """A phrase or a single character: as many as the dictionaries have."""
        if (phrase := self.phrases.get(word)) is not None:
            return tuple(syllable(self._spelt(readings[0])) for readings in phrase)
        marked = self._characters.get(ord(word))
        return (syllable(self._spelt(marked.split(",")[0]) if marked else word),)


@cache
def _words() -> _Words:
    return _Words()
