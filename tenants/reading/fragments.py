"""Tokens by which any part of a word is found with plain terms and prefixes: no n-gram plug-in needed.

The word is cut at the start of each element (syllable, digit): `xin·zhong·tong` gives the suffixes
`^xinzhongtong$`, `xinzhongtong$`, `zhongtong$`, `tong$`. Then the whole word is the term `^…$`, its
beginning the prefix `^…`, any inner part a prefix, its end a term. A prefix that fits most of a dictionary is
slow (the pinyin of a region stands before a hundred thousand names), so short ones are written out as
*edges*: `zho*`.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

START, END, EDGE = "^", "$", "*"


class Edges(NamedTuple):
    """How long the beginnings are that are written out: of the whole word, and of what follows inside it."""

    start: range
    inner: range


# Measured on 100,000 names: a prefix over 1,000 terms takes 0.75 ms, over 100,000 some 60 ms. Ten letters of
# pinyin are past the name of a city and one more syllable, six are past `jining`; five initials in a row are
# few names' own. One letter inside says nothing: it is in most names.
SOUND_EDGES = Edges(range(1, 11), range(2, 7))
INITIAL_EDGES = Edges(range(1, 6), range(2, 5))


def fragments(elements: Sequence[str], edges: Edges) -> list[str]:
    """The tokens of one word given as its elements, each token once."""
    word = "".join(elements)
    if not word:
        return []
    found = [f"{START}{word}{END}"]
    found += [f"{START}{word[:length]}{EDGE}" for length in edges.start if length <= len(word)]
    begin, reach = 0, edges.inner[-1]
    for element in elements:
        found.append(f"{word[begin:]}{END}")
        found += _beginnings(word[begin : begin + reach], edges.inner)
        begin += len(element)
    return list(dict.fromkeys(found))


# The same few letters follow each other in many names: written out once.
@lru_cache(maxsize=50_000)
def _beginnings(suffix: str, lengths: range) -> tuple[str, ...]:
    return tuple(f"{suffix[:length]}{EDGE}" for length in lengths if length <= len(suffix))


def edge_or_prefix(part: str, edges: Edges, *, at_start: bool) -> tuple[str, bool] | None:
    """How a beginning is looked up: (term, False) where an edge is written out, else (prefix, True). None
    where it is too short to be looked for."""
    lengths, mark = (edges.start, START) if at_start else (edges.inner, "")
    if len(part) < lengths[0]:
        return None
    return (f"{mark}{part}{EDGE}", False) if len(part) in lengths else (f"{mark}{part}", True)
