"""Text as the tokens that every engine indexes with a whitespace analyzer, and as what is asked of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, combinations, pairwise

from tenants.reading.folding import HANZI, fold, is_hanzi, without_accents
from tenants.reading.fragments import END, INITIAL_EDGES, SOUND_EDGES, START, fragments
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.pinyin import spellings, spoken, ways_spoken, with_v

# A name's longest is 120 characters; what follows in a query cannot name anybody.
LONGEST_QUERY = 120
# Sixty single letters would be a query of two thousand conditions; eight words name anybody.
MOST_WORDS = 8
# A letter in a token would be a second word to the whitespace analyzer otherwise; nobody types longer words.
LONGEST_RUN = 60
RUNS = re.compile(r"[^\W_]+")
CHARACTERS = re.compile(f"[{HANZI}]|[^\\W_{HANZI}]+")
_FORM = re.compile("(股份)?(有限)?(责任)?公司$|经营部$|商行$")


@dataclass(frozen=True, slots=True)
class NameTokens:
    """One name in the index. `text` is in order (its positions count); the rest are sets.

    text      ^ 新 众 通 $        characters, and runs of letters and digits
    sounds    ^xinzhongtong$ …   pinyin without tones, as `fragments`
    pairs     ^xin xin,zhong …   neighbours as they sound: for other characters of the same sound
    initials  ^xzt$ …            first letters, as `fragments`
    skips     ^新众 ^新通 新众通 … of four in a row each three: for typing errors
    """

    text: tuple[str, ...]
    sounds: tuple[str, ...]
    pairs: tuple[str, ...]
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
        joined = "".join(_characters(with_v(self.typed)))
        return joined if joined.isascii() else ""

    @property
    def mixed(self) -> bool:
        """Whether letters and characters stand side by side (`中de`)."""
        return len({is_hanzi(token[0]) for token in self.text}) > 1

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        """Its pinyin without tones."""
        return tuple(syllable.toneless for syllable in spoken(self.typed, self.readings))

    @property
    def sound(self) -> str:
        """The same without gaps."""
        return "".join(self.syllables)

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """As `NameTokens.pairs`, the ends too."""
        return _pairs(self.syllables)

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
        return NameTokens((), (), (), (), ())
    ways = ways_spoken(name, readings)
    typed = [fragments(sounds, SOUND_EDGES) for way in ways for sounds in spellings(way)]
    shortened = [fragments([syllable.initial for syllable in way], INITIAL_EDGES) for way in ways]
    return NameTokens(
        text=(START, *characters, END),
        sounds=_once(typed),
        pairs=_once([_pairs([syllable.toneless for syllable in way]) for way in ways]),
        initials=_once(shortened),
        skips=skips("".join(characters)),
    )


def _once(tokens: Sequence[Sequence[str]]) -> tuple[str, ...]:
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
    parts = (part for part in fold(text[:LONGEST_QUERY]).split() if RUNS.search(part))
    return tuple(dict.fromkeys(parts))[:MOST_WORDS]


def _characters(text: str) -> list[str]:
    found = CHARACTERS.findall(without_accents(fold(text)))
    return [word[:LONGEST_RUN] for word in found]


def skips(word: str) -> tuple[str, ...]:
    """What a word keeps of itself when one character of it is wrong, missing, too many, or swapped with its
    neighbour: of every four characters in a row, each three in their order. The word's ends count as
    characters: `新众` → ^新众 ^新$ ^众$ 新众$. Three tokens a character; pairs would be one and a half, but a
    hundred thousand names share each of them with hundreds.
    """
    ended = f"{START}{word}{END}" if word else ""
    if len(ended) < 5:
        return tuple(dict.fromkeys("".join(three) for three in combinations(ended, 3)))
    rows = zip(ended, ended[1:], ended[2:], ended[3:], strict=False)
    threes = ((a + b + c, a + b + d, a + c + d, b + c + d) for a, b, c, d in rows)
    return tuple(dict.fromkeys(chain.from_iterable(threes)))


def _pairs(sounds: Sequence[str]) -> tuple[str, ...]:
    """Letters alone would take `youxi` (游戏) for a part of `youxian` (有限), which every company has."""
    if not sounds:
        return ()
    inner = (f"{one},{other}" for one, other in pairwise(sounds))
    return (f"{START}{sounds[0]}", *dict.fromkeys(inner), f"{sounds[-1]}{END}")


@cache
def _cutter() -> Callable[[str], list[str]]:
    import rjieba  # 0.2 s and a dictionary: only where text is read

    cut: Callable[[str], list[str]] = rjieba.cut_for_search
    return cut
