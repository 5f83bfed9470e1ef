"""Keys under which names sort as people expect, compared byte by byte (COLLATE "C"): pinyin, then hanzi.

`X1xin1!1zhong4!1tong1 新众通`: the letter of the register, then one element a syllable, then the folded
name. Inside an element: 0 for letters and digits, 1 for characters, 2 for what no dictionary reads. The
separators are lower than anything they separate: a space ends the pinyin, `!` ends a syllable.
"""

import re
import zlib

from tenants.reading.dictionary import Syllable
from tenants.reading.folding import fold
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.pinyin import spoken, syllables

# The column holds 400 characters, and a btree entry of PostgreSQL at most 2,704 bytes. 270 of pinyin are some
# 35 syllables; two names that agree so far are told apart by their ids.
_PINYIN, _CHARACTERS, _RUN = 270, 120, 40
_NUMBER = re.compile(r"\d+")
_SLUG = 80


def sort_key(name: str, readings: Readings = LOCAL_READINGS) -> str:
    """The key of a name: digits (by value), then letters, then characters by sound, tone and character."""
    elements = "!".join(_element(syllable) for syllable in spoken(name, readings)[:_PINYIN])
    return f"{initial(name, readings)}{elements[:_PINYIN]} {fold(name)[:_CHARACTERS]}"


def initial(name: str, readings: Readings = LOCAL_READINGS) -> str:
    """The letter of the register under which a name stands: "A" … "Z", or "#" for all else."""
    first = next(iter(spoken(name, readings)), "#")[0].upper()
    return first if "A" <= first <= "Z" else "#"


def slug(name: str) -> str:
    """An address made of pinyin: `新众通` → xin-zhong-tong. ASCII letters, digits, hyphens; never empty.

    By the table that comes with the product: an address is given once, and no district's readings change it.
    """
    words = [word for syllable in syllables(name) if (word := re.sub(r"[^a-z0-9]", "", syllable))]
    text = "-".join(words)[:_SLUG].strip("-")
    # Nothing pronounceable ("★", "Ω"): a short number of the name itself, the same on every machine.
    return text or f"n-{zlib.crc32(fold(name).encode()):08x}"


def _element(syllable: Syllable) -> str:
    if syllable.is_hanzi:
        return f"1{syllable}"
    text = _NUMBER.sub(_by_value, syllable[:_RUN])
    return f"0{text}" if text[0].isascii() else f"2{text}"


def _by_value(number: re.Match[str]) -> str:
    # The count of digits goes first, so that 2号 comes before 10号.
    digits = number.group().lstrip("0") or "0"
    return f"{len(digits):02d}{digits}"
