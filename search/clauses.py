"""What a query says, in a form of no engine: each engine turns these into its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Term:
    """The field has this token."""

    field: str
    token: str
    score: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """The field has these tokens one after the other; at least two."""

    field: str
    tokens: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Prefix:
    """The field has a token that begins so. No special characters: the text stands for itself."""

    field: str
    start: str
    score: float


@dataclass(frozen=True, slots=True)
class Best:
    """At least one holds; the score is that of the best."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class All:
    """Each holds; the scores add up."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of them hold; the scores add up."""

    count: int
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches nothing: what a query over no allowed field is, never "no condition"."""


Clause = Term | Phrase | Prefix | Best | All | AtLeast | Nothing


def best(clauses: Iterable[Clause]) -> Clause:
    """The best of those that can match at all."""
    kept = tuple(clause for clause in clauses if not isinstance(clause, Nothing))
    return Best(kept) if kept else Nothing()


def every(clauses: Iterable[Clause]) -> Clause:
    """All of them; nothing, where one of them is nothing or there is none."""
    kept = tuple(clauses)
    if not kept or any(isinstance(clause, Nothing) for clause in kept):
        return Nothing()
    return kept[0] if len(kept) == 1 else All(kept)


def matching_alike(clause: Clause) -> Clause:
    """A clause that matches the same and is asked sooner, for counting: without what only scores better.

    Of phrases in one field of which one lies within another, the inner one finds all that the outer does.
    """
    match clause:
        case Best():
            parts = tuple(dict.fromkeys(_alternatives(clause)))
            kept = tuple(part for part in parts if not any(_implies(part, other) for other in parts))
            return kept[0] if len(kept) == 1 else Best(kept)
        case All(parts):
            return All(tuple(matching_alike(part) for part in parts))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(matching_alike(part) for part in parts))
        case _:
            return clause


def _alternatives(clause: Best) -> Iterator[Clause]:
    for part in clause.clauses:
        if isinstance(part, Best):
            yield from _alternatives(part)
        else:
            yield _unscored(matching_alike(part))


def _unscored(clause: Clause) -> Clause:
    return replace(clause, score=0.0) if isinstance(clause, Term | Phrase | Prefix) else clause


def _implies(clause: Clause, other: Clause) -> bool:
    """Whether what one phrase finds another phrase, or a token, finds too."""
    if clause == other or not isinstance(clause, Phrase) or not isinstance(other, Phrase | Term):
        return False
    inner = other.tokens if isinstance(other, Phrase) else (other.token,)
    places = range(len(clause.tokens) - len(inner) + 1)
    return clause.field == other.field and any(
        clause.tokens[place : place + len(inner)] == inner for place in places
    )
