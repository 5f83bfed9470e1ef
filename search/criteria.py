"""A query is built from a district, a subject, a reader and a text, in this order; no district, no query."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from search.clauses import AtLeast, Clause, Nothing, Phrase, Prefix, Term, best, every
from search.fields import (
    CODE_ENDING,
    CODE_INNER,
    FACTORS,
    FILTERS,
    GUARDED,
    HOMOPHONE,
    NEARLY_ENDED,
    NEARLY_INNER,
    NEARLY_SOUND,
    NEARLY_WORDS,
    SEARCHABLE,
    Coverage,
    Field,
    Kind,
    Subject,
    Way,
    nearly_least,
)
from tenants.readers import Reader
from tenants.reading.codes import code_ending, code_fragment, code_parts
from tenants.reading.fragments import END, INITIAL_EDGES, SOUND_EDGES, START, edge_or_prefix
from tenants.reading.local_readings import LOCAL_READINGS, Readings
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
    readings: Readings = LOCAL_READINGS,
) -> Criteria:
    """What the reader may ask of this text in this district.

    Every part of the text must be found (`新众通 A座`), or the whole as it stands. With `nearly`, only some
    of it: for when no hit reaches `AS_WRITTEN`. What is typed in characters sounds as the district's
    `readings` say. Nothing is found by a filter that is not for this reader. Raises ValueError for one that
    `FILTERS` does not name.
    """
    chosen = dict(filters or {})
    if unknown := chosen.keys() - set(FILTERS):
        raise ValueError(f"Not a filter of the search: {sorted(unknown)}")
    allowed = allowed_fields(subject, reader)
    if not all(reader.may(*GUARDED[name]) for name in chosen.keys() & GUARDED.keys()):
        return Criteria(district_id, subject, Nothing(), chosen)
    ask = _nearly if nearly else _strictly
    wanted = ask(allowed, text, readings)
    return Criteria(district_id, subject, wanted, chosen)


def allowed_fields(subject: Subject, reader: Reader) -> list[Field]:
    """What of a subject the reader may search."""
    fields = (searchable for searchable in SEARCHABLE if searchable.subject is subject)
    return [searchable for searchable in fields if reader.may("search", searchable.thing)]


def _strictly(allowed: list[Field], text: str, readings: Readings) -> Clause:
    tokens = query_tokens(text, readings)
    whole = best([_anywhere(allowed, text, 1.0, readings), *_same_sound(allowed, tokens, HOMOPHONE)])
    cuts = [parts for parts in (words(text), around_place(text)) if len(parts) > 1]
    return best([whole, *(_each(allowed, parts, 1.0, readings) for parts in dict.fromkeys(cuts))])


def _each(allowed: list[Field], parts: tuple[str, ...], scale: float, readings: Readings) -> Clause:
    return every(_anywhere(allowed, part, scale / len(parts), readings) for part in parts)


def _anywhere(allowed: list[Field], text: str, scale: float, readings: Readings) -> Clause:
    tokens = query_tokens(text, readings)
    return best(clause for one in allowed for clause in _matches(one, text, tokens, one.weight * scale))


def _matches(one: Field, text: str, tokens: QueryTokens, weight: float) -> Iterator[Clause]:
    if one.kind is Kind.PLACE:
        for token in place_lookups(text):
            yield Term(f"{one.name}_places", token, weight)
    elif one.kind is Kind.CODE:
        fragment = code_fragment(text)
        if fragment:
            yield Term(f"{one.name}_fragments", code_ending(fragment), weight * CODE_ENDING)
        if parts := code_parts(fragment):
            share = weight * CODE_INNER / len(parts)
            yield every(Term(f"{one.name}_fragments", part, share) for part in parts)
    else:
        yield from _as_written(f"{one.name}_text", tokens.text, weight, ends=one.kind is not Kind.TEXT)
        # Letters beside characters (`中de`) are half a pinyin; characters alone are no pinyin at all.
        letters = tokens.letters or (tokens.sound if tokens.mixed else "")
        if one.kind is not Kind.TEXT and letters:
            yield from _as_spelt(f"{one.name}_sounds", letters, weight, Way.SOUND)
        if one.kind is Kind.NAME and tokens.letters:
            yield from _as_spelt(f"{one.name}_initials", letters, weight, Way.INITIALS)


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
        edges = INITIAL_EDGES if way is Way.INITIALS else SOUND_EDGES
        if found := edge_or_prefix(letters, edges, at_start=coverage is Coverage.BEGINNING):
            token, is_prefix = found
            lookup = Prefix if is_prefix else Term
            yield lookup(name, token, weight * FACTORS[coverage, way])


def _same_sound(allowed: list[Field], tokens: QueryTokens, scale: float) -> Iterator[Clause]:
    """Names in other characters, syllable for syllable. One syllable is too little to go by."""
    if tokens.letters or tokens.mixed or len(tokens.syllables) < 2:
        return
    for one in (one for one in allowed if one.kind is Kind.NAME):
        factors = {coverage: one.weight * scale * FACTORS[coverage, Way.SOUND] for coverage in Coverage}
        yield Term(f"{one.name}_sounds", f"{START}{tokens.sound}{END}", factors[Coverage.WHOLE])
        for coverage, pairs in (
            (Coverage.BEGINNING, tokens.pairs[:-1]),
            (Coverage.INNER, tokens.pairs[1:-1]),
        ):
            share = factors[coverage] / len(pairs)
            yield every(Term(f"{one.name}_pairs", pair, share) for pair in pairs)


def _nearly(allowed: list[Field], text: str, readings: Readings) -> Clause:
    tokens = query_tokens(text, readings)
    found: list[Clause] = []
    if len(tokens.cut) > 1:
        found.append(_each(allowed, tokens.cut, NEARLY_WORDS / SEARCHABLE[0].weight, readings))
    for one in (one for one in allowed if one.kind is Kind.NAME):
        relative = one.weight / SEARCHABLE[0].weight
        if tokens.skips:
            threes = tuple(_survivor(f"{one.name}_skips", three, relative) for three in tokens.skips)
            found.append(AtLeast(nearly_least(len(threes)), threes))
    found += _same_sound(allowed, tokens, NEARLY_SOUND / SEARCHABLE[0].weight)
    return best(found)


def _survivor(name: str, three: str, relative: float) -> Term:
    ended = three[0] == START or three[-1] == END
    return Term(name, three, relative * (NEARLY_ENDED if ended else NEARLY_INNER))
