"""Text as the tokens that every engine indexes with a whitespace analyzer, and as what is asked of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise

from tenants.reading.folding import HANZI, fold, is_hanzi, without_accents
from tenants.reading.fragments import END, START, fragments
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.pinyin import spellings, spoken, ways_spoken, with_v

# A name's longest is 120 characters; what follows in a query cannot name anybody.
LONGEST_QUERY = 120
# Sixty single letters would be a query of two thousand conditions; eight words name anybody.
MOST_WORDS = 8
# A letter in a token would be a second word to the whitespace analyzer otherwise; nobody types longer words.
_LONGEST_RUN = 60
_RUNS = re.compile(r"[^\W_]+")
_CHARACTERS = re.compile(f"[{HANZI}]|[^\\W_{HANZI}]+")


@dataclass(frozen=True, slots=True)
class NameTokens:
    """One name in the index. `text` is in order (its positions count); the rest are sets.

    text      ^ 新 众 通 $        characters, and runs of letters and digits
    sounds    ^xinzhongtong$ …   pinyin without tones, as `fragments`
    initials  ^xzt$ …            first letters, as `fragments`
    grams     新众 众通 …         pairs of characters, words, letter runs: for what is nearly right
    """

    text: tuple[str, ...]
    sounds: tuple[str, ...]
    initials: tuple[str, ...]
    grams: tuple[str, ...]


@dataclass(frozen=True)
class QueryTokens:
    """What somebody typed, as `NameTokens.text`; the rest is worked out when it is asked for, since most
    queries need neither pinyin nor words, and the dictionaries take most of a second to load."""

    typed: str
    text: tuple[str, ...]
    readings: Readings

    @property
    def letters(self) -> str:
        """All of it without gaps, if all of it is letters and digits; else ""."""
        joined = "".join(_characters(with_v(self.typed)))
        return joined if joined.isascii() else ""

    @property
    def mixed(self) -> bool:
        """Whether letters and characters stand side by side (`中de`)."""
        return len({is_hanzi(token[0]) for token in self.text}) > 1

    @cached_property
    def sound(self) -> str:
        """Its pinyin without tones or gaps."""
        return "".join(syllable.toneless for syllable in spoken(self.typed, self.readings))

    @cached_property
    def grams(self) -> tuple[str, ...]:
        return _grams(self.typed, list(self.text))


@lru_cache(maxsize=20_000)
def index_tokens(name: str, readings: Readings = LOCAL_READINGS) -> NameTokens:
    """The tokens of a name, label or tag for the index; all empty where nothing is legible."""
    characters = _characters(name)
    if not characters:
        return NameTokens((), (), (), ())
    ways = ways_spoken(name, readings)
    typed = [fragments(sounds) for way in ways for sounds in spellings(way)]
    shortened = [fragments([syllable.initial for syllable in way]) for way in ways]
    return NameTokens(
        text=(START, *characters, END),
        sounds=_once(typed),
        initials=_once(shortened),
        grams=_grams(name, characters),
    )


def _once(tokens: list[list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(tokens))) if len(tokens) > 1 else tuple(tokens[0])


def text_tokens(text: str) -> tuple[str, ...]:
    """Running text (a description) for the index: its characters and words in order."""
    return tuple(_characters(text))


def query_tokens(text: str, readings: Readings = LOCAL_READINGS) -> QueryTokens:
    """What was typed, as tokens. Anything is a query; where nothing is legible all fields are empty."""
    typed = text[:LONGEST_QUERY]
    return QueryTokens(typed, tuple(_characters(typed)), readings)


def words(text: str) -> tuple[str, ...]:
    """What was typed, cut at white space, at most eight: each part is found by itself (`新众通 A座`)."""
    parts = (part for part in fold(text[:LONGEST_QUERY]).split() if _RUNS.search(part))
    return tuple(dict.fromkeys(parts))[:MOST_WORDS]


def _characters(text: str) -> list[str]:
    found = _CHARACTERS.findall(without_accents(fold(text)))
    return [word[:_LONGEST_RUN] for word in found]


def _grams(text: str, characters: list[str]) -> tuple[str, ...]:
    pairs = [a + b for a, b in pairwise(characters) if is_hanzi(a[0]) and is_hanzi(b[0])]
    runs = [token for token in characters if not is_hanzi(token[0])]
    cut = [word for word in _cutter()(fold(text)) if len(word) > 1 and is_hanzi(word[0])] if pairs else []
    return tuple(dict.fromkeys([*pairs, *runs, *cut]))


@cache
def _cutter() -> Callable[[str], list[str]]:
    import rjieba  # 0.2 s and a dictionary: only where text is read

    cut: Callable[[str], list[str]] = rjieba.cut_for_search
    return cut
