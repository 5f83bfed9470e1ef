"""A query is built from a district, a subject, a reader and a text, in this order; no district, no query."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from search.clauses import AtLeast, Clause, Nothing, Phrase, Prefix, Term, best, every
from search.fields import (
    BEGINNING,
    CODE_ENDING,
    CODE_INNER,
    EXACT,
    FILTERS,
    INITIALS,
    INITIALS_BEGINNING,
    INITIALS_INNER,
    INNER,
    NEARLY_EACH,
    NEARLY_SHARE,
    NEARLY_SOUND,
    SEARCHABLE,
    SOUND,
    SOUND_BEGINNING,
    SOUND_INNER,
    Field,
    Kind,
    Subject,
)
from tenants.readers import Reader
from tenants.reading.codes import code_fragment, code_lookups
from tenants.reading.fragments import END, START, edge_or_prefix
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.tokens import QueryTokens, query_tokens, words
from tenants.reading.unit_numbers import place_lookups

Filters = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Criteria:
    """What an engine is asked: a district, a subject, a clause, and filters (each: one of these values)."""

    district_id: UUID
    subject: Subject
    wanted: Clause
    filters: Filters = field(default_factory=dict)

    @property
    def match_none(self) -> bool:
        """An empty choice of values is nothing, never everything."""
        return isinstance(self.wanted, Nothing) or any(not values for values in self.filters.values())


def criteria(
    district_id: UUID,
    subject: Subject,
    reader: Reader,
    text: str,
    *,
    filters: Filters | None = None,
    nearly: bool = False,
    readings: Readings = LOCAL_READINGS,
) -> Criteria:
    """What the reader may ask of this text in this district.

    Every part of the text must be found (`新众通 A座`), or the whole as it stands. With `nearly`, only some
    of it: for when nothing was. What is typed in characters sounds as the district's `readings` say. Raises
    ValueError for a filter that `FILTERS` does not name.
    """
    chosen = dict(filters or {})
    if unknown := chosen.keys() - set(FILTERS):
        raise ValueError(f"Not a filter of the search: {sorted(unknown)}")
    fields = (searchable for searchable in SEARCHABLE if searchable.subject is subject)
    allowed = [searchable for searchable in fields if reader.may("search", searchable.thing)]
    ask = _nearly if nearly else _strictly
    wanted = ask(allowed, text, readings)
    return Criteria(district_id, subject, wanted, chosen)


def _strictly(allowed: list[Field], text: str, readings: Readings) -> Clause:
    whole = _anywhere(allowed, text, 1.0, readings)
    parts = words(text)
    if len(parts) < 2:
        return whole
    return best([whole, every(_anywhere(allowed, part, 1 / len(parts), readings) for part in parts)])


def _anywhere(allowed: list[Field], text: str, scale: float, readings: Readings) -> Clause:
    tokens = query_tokens(text, readings)
    return best(clause for one in allowed for clause in _matches(one, text, tokens, one.weight * scale))


def _matches(one: Field, text: str, tokens: QueryTokens, weight: float) -> Iterator[Clause]:
    if one.kind is Kind.PLACE:
        for token in place_lookups(text):
            yield Term(f"{one.name}_places", token, weight)
    elif one.kind is Kind.CODE:
        fragment = code_fragment(text)
        for token, is_prefix, ends in code_lookups(fragment) if fragment else ():
            lookup = Prefix if is_prefix else Term
            yield lookup(f"{one.name}_fragments", token, weight * (CODE_ENDING if ends else CODE_INNER))
    else:
        yield from _as_written(f"{one.name}_text", tokens.text, weight, ends=one.kind is not Kind.TEXT)
        # Letters beside characters (`中de`) are half a pinyin; characters alone are no pinyin at all.
        letters = tokens.letters or (tokens.sound if tokens.mixed else "")
        if one.kind is not Kind.TEXT and letters:
            factors = (SOUND, SOUND_BEGINNING, SOUND_INNER)
            yield from _as_spelt(f"{one.name}_sounds", letters, weight, factors)
        if one.kind is Kind.NAME and tokens.letters:
            factors = (INITIALS, INITIALS_BEGINNING, INITIALS_INNER)
            yield from _as_spelt(f"{one.name}_initials", letters, weight, factors)


def _as_written(name: str, text: tuple[str, ...], weight: float, *, ends: bool) -> Iterator[Clause]:
    if not text:
        return
    if ends:
        yield Phrase(name, (START, *text, END), weight * EXACT)
        yield Phrase(name, (START, *text), weight * BEGINNING)
    yield Phrase(name, text, weight * INNER) if len(text) > 1 else Term(name, text[0], weight * INNER)


def _as_spelt(
    name: str, letters: str, weight: float, factors: tuple[float, float, float]
) -> Iterator[Clause]:
    whole, beginning, inner = factors
    yield Term(name, f"{START}{letters}{END}", weight * whole)
    for at_start, factor in ((True, beginning), (False, inner)):
        token, is_prefix = edge_or_prefix(letters, at_start=at_start)
        lookup = Prefix if is_prefix else Term
        yield lookup(name, token, weight * factor)


def _nearly(allowed: list[Field], text: str, readings: Readings) -> Clause:
    tokens = query_tokens(text, readings)
    names = [one for one in allowed if one.kind is Kind.NAME]
    found: list[Clause] = []
    for one in names:
        relative = one.weight / SEARCHABLE[0].weight
        if tokens.grams:
            each = tuple(Term(f"{one.name}_grams", gram, NEARLY_EACH * relative) for gram in tokens.grams)
            found.append(AtLeast(math.ceil(len(each) * NEARLY_SHARE), each))
        # Whoever hears a name writes other characters of the same sound. Two letters are too little to go by.
        if len(tokens.sound) > 2:
            factors = (1.0, 0.9, 0.8)
            found += _as_spelt(f"{one.name}_sounds", tokens.sound, NEARLY_SOUND * relative, factors)
    return best(found)
