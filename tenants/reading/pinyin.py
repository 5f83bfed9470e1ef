"""How a name is spoken: pinyin with local readings first, the phrase dictionary of pypinyin second."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from tenants.reading.folding import fold, is_hanzi, without_accents
from tenants.reading.local_readings import LOCAL_READINGS, Readings

_RUNS = re.compile(r"[^\W_]+")


@cache
def _dictionary() -> Callable[[str], list[str]]:
    from pypinyin import Style, lazy_pinyin  # 0.4 s: only where text is read

    def read(hanzi: str) -> list[str]:
        return lazy_pinyin(hanzi, style=Style.TONE3, neutral_tone_with_five=True, errors=list)  # type: ignore[arg-type]

    return read


def syllables(text: str, readings: Readings = LOCAL_READINGS) -> list[str]:
    """The spoken syllables of a text without tones: `新众通A座1203` → xin zhong tong a zuo 1203.

    ü is v (`lv`), as people type it. Runs of letters and digits stay together, folded; a character that no
    dictionary reads stands for itself; punctuation is dropped.
    """
    return [syllable.toneless for syllable in spoken(text, readings)]


def initials(text: str, readings: Readings = LOCAL_READINGS) -> str:
    """First letters: `新众通` → xzt. Runs of letters and digits are kept whole: `3M中国` → 3mzg."""
    return "".join(
        syllable.toneless[0] if syllable.is_hanzi else syllable.toneless
        for syllable in spoken(text, readings)
    )


class Syllable(str):
    """A token of spoken text, with its tone digit where it was a character (`zhong4`)."""

    is_hanzi: bool

    @property
    def toneless(self) -> str:
        return self.rstrip("12345") if self.is_hanzi else str(self)


def spoken(text: str, readings: Readings = LOCAL_READINGS) -> tuple[Syllable, ...]:
    """The syllables of a text with tones, in its order; one for each character, one for each other run."""
    return _spoken(without_accents(fold(text)), readings)


# Names repeat (sort key, slug and index tokens of one write ask three times); a reading is 0.1 ms.
@lru_cache(maxsize=20_000)
def _spoken(folded: str, readings: Readings) -> tuple[Syllable, ...]:
    found: list[Syllable] = []
    for run in _RUNS.findall(folded):
        for part in _split_scripts(run):
            if is_hanzi(part[0]):
                found += [_syllable(sound, True) for sound in _read(part, readings)]
            else:
                found.append(_syllable(part, False))
    return tuple(found)


def _syllable(sound: str, is_hanzi_sound: bool) -> Syllable:
    syllable = Syllable(sound)
    # What the dictionary does not know comes back as the character itself: no tone to strip, no letter.
    syllable.is_hanzi = is_hanzi_sound and sound[0].isascii()
    return syllable


def _split_scripts(run: str) -> list[str]:
    parts: list[str] = []
    for char in run:
        if parts and is_hanzi(char) == is_hanzi(parts[-1][0]):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _read(hanzi: str, readings: Readings) -> list[str]:
    sounds: list[str] = []
    end = 0
    for match in readings.pattern.finditer(hanzi):
        if match.start() > end:
            sounds += _dictionary()(hanzi[end : match.start()])
        sounds += readings.syllables[match.group()]
        end = match.end()
    return sounds + (_dictionary()(hanzi[end:]) if end < len(hanzi) else [])
