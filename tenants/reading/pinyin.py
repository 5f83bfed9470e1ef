"""How a name is spoken: pinyin with local readings first, the dictionaries second."""

import re
from functools import lru_cache

from tenants.reading.dictionary import Syllable, known_sounds, read, run
from tenants.reading.folding import HANZI, fold, is_hanzi, without_accents
from tenants.reading.local_readings import LOCAL_READINGS, Readings

_PARTS = re.compile(f"[{HANZI}]+|[^\\W_{HANZI}]+")
# ü is spelt v here, as on a keyboard. Others type u where there is no ü, or what a passport says.
_UMLAUTS = {
    "lv": ("lu", "lyu"),
    "nv": ("nu", "nyu"),
    "lve": ("lue", "lyue"),
    "nve": ("nue", "nyue"),
}
_TYPED_UMLAUT = re.compile("(?<=[ln])[üǖǘǚǜ]")


def syllables(text: str, readings: Readings = LOCAL_READINGS) -> list[str]:
    """The spoken syllables of a text without tones: `新众通A座1203` → xin zhong tong a zuo 1203.

    ü is v (`lv`), as people type it. Runs of letters and digits stay together, folded; a character that no
    dictionary reads stands for itself; punctuation is dropped.
    """
    return [syllable.toneless for syllable in spoken(text, readings)]


def initials(text: str, readings: Readings = LOCAL_READINGS) -> str:
    """First letters: `新众通` → xzt. Runs of letters and digits are kept whole: `3M中国` → 3mzg."""
    return "".join(syllable.initial for syllable in spoken(text, readings))


def spoken(text: str, readings: Readings = LOCAL_READINGS) -> tuple[Syllable, ...]:
    """The syllables of a text with tones, in its order; one for each character, one for each other run."""
    return _spoken(without_accents(fold(text)), readings)


def ways_spoken(text: str, readings: Readings = LOCAL_READINGS) -> list[tuple[Syllable, ...]]:
    """As `spoken`, and after it the ways in which those speak who do not know the local reading: that of
    the tables beneath, that of the dictionary. At most three that differ without their tones."""
    folded = without_accents(fold(text))
    ways = [_spoken(folded, readings)]
    if readings.may_differ(folded):
        heard = {tuple(syllable.toneless for syllable in ways[0])}
        for other in readings.beneath:
            way = _spoken(folded, other)
            if (sound := tuple(syllable.toneless for syllable in way)) not in heard:
                heard.add(sound)
                ways.append(way)
    return ways


def spellings(way: tuple[Syllable, ...]) -> list[list[str]]:
    """The syllables without tones as they are typed: with ü as v first, then as u and as yu if there is one
    to be spelt (`lv`, `lu`, `lyu`)."""
    sounds = [syllable.toneless for syllable in way]
    umlauts = [at for at, syllable in enumerate(way) if syllable.is_hanzi and syllable.toneless in _UMLAUTS]
    if not umlauts:
        return [sounds]
    others = [sounds.copy(), sounds.copy()]
    for at in umlauts:
        others[0][at], others[1][at] = _UMLAUTS[sounds[at]]
    return [sounds, *others]


def is_sound(text: str) -> bool:
    """Whether this is a syllable of Mandarin with its tone digit, as the dictionaries spell it (`lv4`)."""
    return text[-1:] in tuple("12345") and text[:-1] in known_sounds()


def with_v(text: str) -> str:
    """What was typed, with the ü of `lü` and `nü` as v; folding alone would make a u of it."""
    return text if text.isascii() else _TYPED_UMLAUT.sub("v", fold(text))


# Names repeat (sort key, slug and index tokens of one write ask three times).
@lru_cache(maxsize=20_000)
def _spoken(folded: str, readings: Readings) -> tuple[Syllable, ...]:
    found: list[Syllable] = []
    for part in _PARTS.findall(folded):
        if is_hanzi(part[0]):
            found += _read(part, readings)
        else:
            found.append(run(part))
    return tuple(found)


def _read(hanzi: str, readings: Readings) -> list[Syllable]:
    sounds: list[Syllable] = []
    end = 0
    for match in readings.pattern.finditer(hanzi):
        if match.start() > end:
            sounds += read(hanzi[end : match.start()], readings.alone)
        sounds += readings.syllables[match.group()]
        end = match.end()
    return sounds + read(hanzi[end:], readings.alone) if end < len(hanzi) else sounds
