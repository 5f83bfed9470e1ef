"""Unified social credit codes as tokens: the whole, its last characters, any part of six."""

import re

from tenants.reading.folding import fold
from tenants.reading.fragments import END

# Fewer than four characters are no fragment of a code but a number, or part of a name.
SHORTEST = 4
# The first eight say kind and region, so nearly every code of a district shares them: no prefix is looked up.
_PART = 6
# GB 32100 leaves out I, O, S, V, Z, so hardly any pinyin can be part of a code.
_CODE = re.compile(r"[0-9a-hj-npqrtuwxy]{4,18}")


def code_tokens(code: str | None) -> tuple[str, ...]:
    """The tokens of a code for the index; none for none."""
    bare = fold(code or "").replace(" ", "")
    endings = [f"{bare[at:]}{END}" for at in range(len(bare) - SHORTEST + 1)]
    return tuple(dict.fromkeys([*endings, *_parts(bare)]))


def code_fragment(text: str) -> str:
    """What was typed, without gaps, if it may be (part of) a code; else ""."""
    bare = re.sub(r"[\s-]", "", fold(text[:40]))
    return bare if _CODE.fullmatch(bare) else ""


def code_ending(fragment: str) -> str:
    """The token of a code that ends so."""
    return f"{fragment}{END}"


def code_parts(fragment: str) -> tuple[str, ...]:
    """The tokens that a code with this part in it has, all of them; none for fewer than six characters."""
    return tuple(dict.fromkeys([*_parts(fragment)[::_PART], *_parts(fragment)[-1:]]))


def _parts(text: str) -> list[str]:
    return [text[at : at + _PART] for at in range(len(text) - _PART + 1)]
