"""What remains of a text where a character of it was typed wrong, left out, doubled or swapped."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from tenants.reading.spans import Aligned, Span

from .marks import joined
from .typed import Typed

# A character that agrees so far beside its place is one moved by an error; further off it is chance (the 司
# of 公司 at the end of half the names).
_SHIFT = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """`same`: the characters of the text that were typed. `errors`: how many are wrong, missing or too many
    in the stretch that was meant; two that are swapped are one."""

    same: tuple[int, ...]
    errors: int


def agreement(stored: str, typed: str) -> Agreement:
    """How what was typed lies within what is stored."""
    blocks = SequenceMatcher(None, stored, typed, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda block: block.size)
    if not longest.size:
        return Agreement((), len(typed))
    shift = longest.a - longest.b
    pairs = {
        block.a + step: block.b + step
        for block in blocks
        if abs(block.a - block.b - shift) <= _SHIFT
        for step in range(block.size)
    }
    swapped = _swapped(stored, typed, pairs)
    first, last = min(pairs), max(pairs)
    missing = last - first + 1 - len(pairs) - sum(first < at < last for at in swapped)
    too_many = len(typed) - len(pairs) - len(swapped)
    return Agreement(tuple(sorted({*pairs, *swapped})), max(missing, too_many) + len(swapped))


def _swapped(stored: str, typed: str, pairs: dict[int, int]) -> set[int]:
    """Characters that were typed on the other side of a neighbour."""
    free = set(range(len(typed))) - set(pairs.values())
    found: set[int] = set()
    for at, partner in pairs.items():
        for side in (-1, 1):
            other, there = at - side, partner + side
            if there not in free or other in pairs or other in found or not 0 <= other < len(stored):
                continue
            if stored[other] == typed[there]:
                found.add(other)
                free.discard(there)
    return found


def agreeing(text: Aligned, typed: Typed) -> Agreement:
    return agreement(text.bare, typed.bare)


def marked(text: Aligned, characters: Iterable[int]) -> tuple[Span, ...]:
    return joined(text.of_bare(at) for at in characters)


def marks_of_homophone(text: Aligned, typed: Typed, within: Iterable[Span]) -> tuple[Span, ...]:
    """What was typed as it is written, of a stretch that only sounds alike; all of it, if nothing was."""
    stretch = joined(within)
    same = marked(text, agreeing(text, typed).same)
    return joined(s for s in same if any(a <= s[0] and s[1] <= b for a, b in stretch)) or stretch
