"""Tokens by which any part of a word is found with plain terms and prefixes: no n-gram plug-in needed.

The word is cut at the start of each element (syllable, digit): `xin·zhong·tong` gives the suffixes
`^xinzhongtong$`, `xinzhongtong$`, `zhongtong$`, `tong$`. Then the whole word is the term `^…$`, its
beginning the prefix `^…`, any inner part a prefix, its end a term. A prefix that fits most of a dictionary is
slow (the pinyin of a region stands before a hundred thousand names), so short ones are written out as
*edges*: `zho*`.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

START, END, EDGE = "^", "$", "*"
# Measured on 100,000 names: a prefix over 1,000 terms takes 0.75 ms, over 100,000 some 60 ms. Ten letters
# are past the name of a city and one more syllable, six are past `jining`.
START_EDGES, INNER_EDGES = range(1, 11), range(1, 7)


def fragments(
    elements: Sequence[str],
    *,
    start_edges: Iterable[int] = START_EDGES,
    inner_edges: Iterable[int] = INNER_EDGES,
) -> list[str]:
    """The tokens of one word given as its elements, each token once. Edges are lengths in letters."""
    word = "".join(elements)
    if not word:
        return []
    found = [f"{START}{word}{END}"]
    found += [f"{START}{word[:length]}{EDGE}" for length in start_edges if length <= len(word)]
    begin = 0
    reach = tuple(inner_edges)
    for element in elements:
        found.append(f"{word[begin:]}{END}")
        found += _beginnings(word[begin : begin + reach[-1]], reach)
        begin += len(element)
    return list(dict.fromkeys(found))


# The same few letters follow each other in many names: written out once.
@lru_cache(maxsize=50_000)
def _beginnings(suffix: str, edges: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"{suffix[:length]}{EDGE}" for length in edges if length <= len(suffix))


def edge_or_prefix(part: str, *, at_start: bool) -> tuple[str, bool]:
    """How a beginning is looked up: (term, False) where an edge is written out, else (prefix, True)."""
    edges = START_EDGES if at_start else INNER_EDGES
    mark = START if at_start else ""
    return (f"{mark}{part}{EDGE}", False) if len(part) in edges else (f"{mark}{part}", True)
