"""What of a text is marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from tenants.reading.spans import Span


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a text, and whether it is marked."""

    text: str
    hit: bool


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def fragments(text: str, spans: Iterable[Span]) -> list[Fragment]:
    """The text cut at its marks: put together again it is the text, to the letter."""
    found: list[Fragment] = []
    done = 0
    for start, end in joined(spans):
        if start > done:
            found.append(Fragment(text[done:start], False))
        found.append(Fragment(text[start:end], True))
        done = end
    if done < len(text):
        found.append(Fragment(text[done:], False))
    return found
