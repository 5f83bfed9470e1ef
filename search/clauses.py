"""What a query says, in a form of no engine: each engine turns these into its own."""

from collections.abc import Iterable
from dataclasses import dataclass


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
