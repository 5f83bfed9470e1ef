"""What a local reading may be."""

import re

from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal
from tenants.reading.folding import fold, is_hanzi
from tenants.reading.pinyin import is_sound

LONGEST_PHRASE = 12
_MARKS = re.compile(r"[\s'’·-]+")


def folded_phrase(phrase: str) -> str:
    """The phrase as it is kept. Raises Refusal `PHRASE_INVALID` unless it is 1 to 12 Chinese characters."""
    folded = "".join(fold(phrase[:100]).split())
    if not 1 <= len(folded) <= LONGEST_PHRASE or not all(map(is_hanzi, folded)):
        raise Refusal("PHRASE_INVALID", _("A phrase is 1 to 12 Chinese characters."), ("phrase",))
    return folded


def tidy_reading(reading: str, phrase: str) -> str:
    """A reading as it is kept: `Shan4-xian4` → `shan4 xian4`; empty: left to the dictionary.

    Raises Refusal `READING_INVALID` unless it has a syllable of Mandarin, with its tone, for each character.
    """
    said = fold(reading[:200]).replace("ü", "v").replace("u:", "v")
    syllables = [part for part in _MARKS.split(said) if part]
    if not syllables:
        return ""
    if len(syllables) != len(phrase) or not all(map(is_sound, syllables)):
        raise Refusal(
            "READING_INVALID",
            _("A reading has one syllable with a tone digit for each character, like shan4 xian4."),
            ("reading",),
        )
    return " ".join(syllables)
