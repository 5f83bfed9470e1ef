"""One spelling for what people spell in many ways: width, case, traditional characters, white space."""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

# Controls become a space (a tab separates words); format marks (RTL, zero-width), lone surrogates and
# unassigned code points vanish: nobody types them on purpose, and OpenCC and PostgreSQL refuse some of them.
_SPACE = "Cc"
_NOTHING = {"Cf", "Cs", "Cn", "Co"}


@cache
def _to_simplified() -> Callable[[str], str]:
    from opencc import OpenCC  # 45 ms and a dictionary: only where text is read

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


# Sort key, slug and tokens of one name ask for the same folding several times.
@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The comparable form of any text.

    NFKC (so full-width letters and ㎡ become plain), traditional → simplified characters, lower case,
    white space collapsed to single spaces and trimmed. Idempotent; may be empty.
    """
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = _to_simplified()(legible(text))
    # Case folding can undo NFKC (ᾳ, ſ), so it is normalised once more.
    text = unicodedata.normalize("NFKC", text.casefold())
    return " ".join(legible(text).split())


def legible(text: str) -> str:
    """The text with a space for each control and nothing for what nobody types on purpose."""
    if text.isprintable():
        return text
    categories = ((char, unicodedata.category(char)) for char in text)
    return "".join(
        " " if category == _SPACE else char for char, category in categories if category not in _NOTHING
    )


def without_accents(text: str) -> str:
    """`café` → `cafe`: Latin letters without their marks. Other scripts keep theirs (が is not か)."""
    return text if text.isascii() else text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """Code point → the character without its marks, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        base = unicodedata.normalize("NFD", chr(point))[0]
        self[point] = base if base.isascii() else chr(point)
        return self[point]


_PLAIN = _Plain()


# Chinese characters as a class of a regular expression: unified, extended or compatibility; 〇 counts.
HANZI = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af\uf900-\ufaff〇"


def is_hanzi(char: str) -> bool:
    """Whether one character is a Chinese character."""
    point = ord(char)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0x20000 <= point <= 0x323AF
        or 0xF900 <= point <= 0xFAFF
        or char == "〇"
    )
