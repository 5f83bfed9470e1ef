"""Text as the tokens that every engine indexes with a whitespace analyzer, and as what is asked of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from tenants.reading.folding import fold, is_hanzi, without_accents
from tenants.reading.fragments import END, START, fragments
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.pinyin import spoken

# A name's longest is 120 characters; what follows in a query cannot name anybody.
LONGEST_QUERY = 120
# Sixty single letters would be a query of two thousand conditions; eight words name anybody.
MOST_WORDS = 8
# A letter in a token would be a second word to the whitespace analyzer otherwise; nobody types longer words.
LONGEST_RUN = 60
RUNS = re.compile(r"[^\W_]+")
_FORM = re.compile("(股份)?(有限)?(责任)?公司$|经营部$|商行$")


@dataclass(frozen=True, slots=True)
class NameTokens:
    """One name in the index. `text` is in order (its positions count); the rest are sets.

    text      ^ 新 众 通 $        characters, and runs of letters and digits
    sounds    ^xinzhongtong$ …   pinyin without tones, as `fragments`
    initials  ^xzt$ …            first letters, as `fragments`
    skips     ^新 ^众 新众 新通 …   pairs of neighbours, and of those with one between: for typing errors
    """

    text: tuple[str, ...]
    sounds: tuple[str, ...]
    initials: tuple[str, ...]
    skips: tuple[str, ...]


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
        joined = "".join(self.text)
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
    def skips(self) -> tuple[str, ...]:
        """As `NameTokens.skips`, without what a company's form adds (`有限公司`): half the names have it."""
        return skips(_FORM.sub("", "".join(self.text)))

    @cached_property
    def cut(self) -> tuple[str, ...]:
        """Its words as a dictionary cuts them: `新众通软件` → 新众通, 软件."""
        pieces = (piece.strip() for piece in _cutter()(fold(self.typed)))
        return tuple(dict.fromkeys(piece for piece in pieces if RUNS.search(piece)))[:MOST_WORDS]


@lru_cache(maxsize=20_000)
def index_tokens(name: str, readings: Readings = LOCAL_READINGS) -> NameTokens:
    """The tokens of a name, label or tag for the index; all empty where nothing is legible."""
    characters = _characters(name)
    if not characters:
        return NameTokens((), (), (), ())
    syllables = spoken(name, readings)
    sounds = [syllable.toneless for syllable in syllables]
    first_letters = [syllable.toneless[0] if syllable.is_hanzi else str(syllable) for syllable in syllables]
    return NameTokens(
        text=(START, *characters, END),
        sounds=tuple(fragments(sounds)),
        initials=tuple(fragments(first_letters)),
        skips=skips("".join(characters)),
    )


def text_tokens(text: str) -> tuple[str, ...]:
    """Running text (a description) for the index: its characters and words in order."""
    return tuple(_characters(text))


def query_tokens(text: str, readings: Readings = LOCAL_READINGS) -> QueryTokens:
    """What was typed, as tokens. Anything is a query; where nothing is legible all fields are empty."""
    typed = text[:LONGEST_QUERY]
    return QueryTokens(typed, tuple(_characters(typed)), readings)


def words(text: str) -> tuple[str, ...]:
    """What was typed, cut at white space, at most eight: each part is found by itself (`新众通 A座`)."""
    parts = (part for part in fold(text[:LONGEST_QUERY]).split() if RUNS.search(part))
    return tuple(dict.fromkeys(parts))[:MOST_WORDS]


def _characters(text: str) -> list[str]:
    found: list[str] = []
    for run in RUNS.findall(without_accents(fold(text))):
        word = ""
        for char in run:
            if is_hanzi(char):
                found += [word[:LONGEST_RUN], char] if word else [char]
                word = ""
            else:
                word += char
        if word:
            found.append(word[:LONGEST_RUN])
    return found


def skips(word: str) -> tuple[str, ...]:
    """What a word keeps of itself when one character of it is wrong, missing, too many, or swapped with its
    neighbour: the pairs of neighbours and, in the same form, the pairs with one character between. The word's
    ends count as characters: `新众` → ^新 ^众 新众 新$ 众$.
    """
    ended = f"{START}{word}{END}"
    near, over = zip(ended, ended[1:], strict=False), zip(ended, ended[2:], strict=False)
    return tuple(dict.fromkeys(a + b for a, b in (*near, *over))) if word else ()


@cache
def _cutter() -> Callable[[str], list[str]]:
    import rjieba  # 0.2 s and a dictionary: only where text is read

    cut: Callable[[str], list[str]] = rjieba.cut_for_search
    return cut
