"""Unified social credit codes as tokens: the whole, its beginning, its last characters, any longer part."""

import re

from tenants.reading.folding import fold
from tenants.reading.fragments import EDGE, END, fragments

# Fewer than four characters are no fragment of a code but a number, or part of a name.
SHORTEST = 4
# The first eight say kind and region, so nearly every code of a district shares them: written out.
_EDGES = range(6, 9)
# GB 32100 leaves out I, O, S, V, Z, so hardly any pinyin can be part of a code.
_CODE = re.compile(r"[0-9a-hj-npqrtuwxy]{4,18}")


def code_tokens(code: str | None) -> tuple[str, ...]:
    """The tokens of a code for the index; none for none."""
    bare = fold(code or "").replace(" ", "")
    if not bare:
        return ()
    tokens = fragments(list(bare), start_edges=(), inner_edges=_EDGES)
    return tuple(token for token in tokens if len(token.rstrip(END + EDGE)) >= SHORTEST)


def code_fragment(text: str) -> str:
    """What was typed, without gaps, if it may be (part of) a code; else ""."""
    bare = re.sub(r"[\s-]", "", fold(text[:40]))
    return bare if _CODE.fullmatch(bare) else ""


def code_lookups(fragment: str) -> list[tuple[str, bool, bool]]:
    """How a fragment is looked up: (token, is a prefix, is the end or the whole of a code)."""
    ending = (f"{fragment}{END}", False, True)
    if len(fragment) in _EDGES:
        return [ending, (f"{fragment}{EDGE}", False, False)]
    if len(fragment) > _EDGES[-1]:
        return [ending, (fragment, True, False)]
    return [ending]
