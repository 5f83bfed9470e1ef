"""A query is built from a district, a subject, a reader and a text, in this order; no district, no query."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from search.clauses import AtLeast, Clause, Nothing, Phrase, Prefix, Term, best, every
from search.fields import (
    CODE_ENDING,
    CODE_INNER,
    FACTORS,
    FILTERS,
    HOMOPHONE,
    NEARLY_EACH,
    NEARLY_SHARE,
    NEARLY_SOUND,
    NEARLY_WORDS,
    SEARCHABLE,
    Coverage,
    Field,
    Kind,
    Subject,
    Way,
)
from tenants.readers import Reader
from tenants.reading.codes import code_fragment, code_lookups
from tenants.reading.fragments import END, START, edge_or_prefix
from tenants.reading.tokens import QueryTokens, query_tokens, words
from tenants.reading.unit_numbers import around_place, place_lookups

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

    def without(self, name: str) -> "Criteria":
        """The same, not narrowed by this filter."""
        return replace(self, filters={one: values for one, values in self.filters.items() if one != name})


def criteria(
    district_id: UUID,
    subject: Subject,
    reader: Reader,
    text: str,
    *,
    filters: Filters | None = None,
    nearly: bool = False,
) -> Criteria:
    """What the reader may ask of this text in this district.

    Every part of the text must be found (`新众通 A座`), or the whole as it stands. With `nearly`, only some
    of it: for when nothing was. Raises ValueError for a filter that `FILTERS` does not name.
    """
    chosen = dict(filters or {})
    if unknown := chosen.keys() - set(FILTERS):
        raise ValueError(f"Not a filter of the search: {sorted(unknown)}")
    allowed = allowed_fields(subject, reader)
    wanted = _nearly(allowed, text) if nearly else _strictly(allowed, text)
    return Criteria(district_id, subject, wanted, chosen)


def allowed_fields(subject: Subject, reader: Reader) -> list[Field]:
    """What of a subject the reader may search."""
    fields = (searchable for searchable in SEARCHABLE if searchable.subject is subject)
    return [searchable for searchable in fields if reader.may("search", searchable.thing)]


def _strictly(allowed: list[Field], text: str) -> Clause:
    whole = _anywhere(allowed, text, 1.0)
    cuts = [parts for parts in (words(text), around_place(text)) if len(parts) > 1]
    return best([whole, *(_each(allowed, parts, 1.0) for parts in dict.fromkeys(cuts))])


def _each(allowed: list[Field], parts: tuple[str, ...], scale: float) -> Clause:
    return every(_anywhere(allowed, part, scale / len(parts)) for part in parts)


def _anywhere(allowed: list[Field], text: str, scale: float) -> Clause:
    tokens = query_tokens(text)
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
            yield from _as_spelt(f"{one.name}_sounds", letters, weight, Way.SOUND)
        if one.kind is Kind.NAME and tokens.letters:
            yield from _as_spelt(f"{one.name}_initials", letters, weight, Way.INITIALS)
        if one.kind is Kind.NAME and not letters and len(tokens.text) > 1:
            yield Term(f"{one.name}_sounds", f"{START}{tokens.sound}{END}", weight * HOMOPHONE)


def _as_written(name: str, text: tuple[str, ...], weight: float, *, ends: bool) -> Iterator[Clause]:
    if not text:
        return
    if ends:
        yield Phrase(name, (START, *text, END), weight * FACTORS[Coverage.WHOLE, Way.TEXT])
        yield Phrase(name, (START, *text), weight * FACTORS[Coverage.BEGINNING, Way.TEXT])
    inner = weight * FACTORS[Coverage.INNER, Way.TEXT]
    yield Phrase(name, text, inner) if len(text) > 1 else Term(name, text[0], inner)


def _as_spelt(name: str, letters: str, weight: float, way: Way) -> Iterator[Clause]:
    yield Term(name, f"{START}{letters}{END}", weight * FACTORS[Coverage.WHOLE, way])
    for coverage in (Coverage.BEGINNING, Coverage.INNER):
        token, is_prefix = edge_or_prefix(letters, at_start=coverage is Coverage.BEGINNING)
        lookup = Prefix if is_prefix else Term
        yield lookup(name, token, weight * FACTORS[coverage, way])


def _nearly(allowed: list[Field], text: str) -> Clause:
    tokens = query_tokens(text)
    found: list[Clause] = []
    if len(tokens.cut) > 1:
        found.append(_each(allowed, tokens.cut, NEARLY_WORDS / SEARCHABLE[0].weight))
    for one in (one for one in allowed if one.kind is Kind.NAME):
        relative = one.weight / SEARCHABLE[0].weight
        if tokens.skips:
            each = tuple(Term(f"{one.name}_skips", pair, NEARLY_EACH * relative) for pair in tokens.skips)
            found.append(AtLeast(math.ceil(len(each) * NEARLY_SHARE), each))
        # Whoever hears a name writes other characters of the same sound. Two letters are too little to go by.
        if len(tokens.sound) > 2:
            found += _as_spelt(f"{one.name}_sounds", tokens.sound, NEARLY_SOUND * relative, Way.SOUND)
    return best(found)
