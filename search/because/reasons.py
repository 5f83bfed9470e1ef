"""The reasons of one hit, in the order in which they made its score."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from search.fields import AS_WRITTEN, NEARLY_WORDS, SEARCHABLE, Field, Kind
from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.spans import Aligned, aligned

from .errors import agreeing, marked
from .kinds import FIELDS, BecauseField, MatchKind, Reason
from .marks import joined
from .nearly import nearly_in
from .places import Place, of_code, of_place
from .typed import Typed, typed
from .ways import best_way

__all__ = ["BecauseField", "MatchKind", "Place", "Reason", "reasons"]

_NAMES = {FIELDS[field.name] for field in SEARCHABLE if field.kind is Kind.NAME}
Texts = Mapping[str, Sequence[str]]


def reasons(
    texts: Texts,
    text: str,
    fields: Collection[Field],
    *,
    places: Collection[Place] = (),
    readings: Readings = LOCAL_READINGS,
    nearly: bool = True,
) -> list[Reason]:
    """Why something is a hit of a text: the reason that gave the score first, then what else matched.

    `texts`: what is stored, by the name of its field in `SEARCHABLE`; `places`: where it is, for the field
    `place`. Only `fields` are looked at: those that the reader may search. Of what was typed in parts
    (`新众通 A座`) each part has its reason. Without `nearly` only what is as typed. Empty where it is none,
    as when the row has changed since.
    """
    hit = _Hit(texts, tuple(places), tuple(fields), readings)
    asked = typed(text, readings)
    found = hit.anywhere(asked)
    options = [(found[0].score if found else 0.0, found)]
    options += [hit.each(parts, 1.0) for parts in asked.cuts]
    score, best = max(options, key=lambda option: option[0])
    if score >= AS_WRITTEN or not nearly:
        return best
    return hit.nearly(asked) or best


class _Hit:
    """What is stored of one hit, as far as it may be looked at."""

    def __init__(
        self, texts: Texts, places: tuple[Place, ...], fields: tuple[Field, ...], readings: Readings
    ) -> None:
        self.texts, self.places, self.fields, self.readings = texts, places, fields, readings
        self._known: dict[str, Aligned] = {}

    def anywhere(self, asked: Typed) -> list[Reason]:
        """The best reason of each field, the best field first."""
        return _best_of_each(reason for field in self.fields for reason in self._in_field(field, asked))

    def _in_field(self, field: Field, asked: Typed) -> Iterator[Reason]:
        if field.kind is Kind.PLACE:
            for place in self.places:
                yield from of_place(place, asked, field.weight)
            return
        for stored in self.texts.get(field.name, ()):
            if not stored:
                continue
            if field.kind is Kind.TEXT and not asked.may_be_in(stored):
                continue
            text = self._read(stored)
            match = of_code(text, asked) if field.kind is Kind.CODE else best_way(text, asked, field.kind)
            if match is not None:
                yield Reason(FIELDS[field.name], match.kind, stored, match.hits, match.factor * field.weight)

    def _read(self, stored: str) -> Aligned:
        if stored not in self._known:
            self._known[stored] = aligned(stored, self.readings)
        return self._known[stored]

    def each(self, parts: Sequence[Typed], scale: float) -> tuple[float, list[Reason]]:
        """The score of all parts together, and their reasons; 0 and none where a part is not found."""
        found = [self.anywhere(part) for part in parts]
        if not parts or not all(found):
            return 0.0, []
        share = scale / len(parts)
        score = share * sum(reasons[0].score for reasons in found)
        first = [reasons[0] for reasons in found]
        others = [reason for reasons in found for reason in reasons[1:]]
        told = {(one.field, one.text) for one in first}
        fields = {one.field for one in first}
        together = [
            *first,
            *(one for one in others if (one.field, one.text) in told or one.field not in fields),
        ]
        return score, [replace(one, score=one.score * share) for one in _together(together)]

    def nearly(self, asked: Typed) -> list[Reason]:
        """The same for what was only nearly found."""
        names = [
            reason
            for field in self.fields
            if field.kind is Kind.NAME
            for stored in self.texts.get(field.name, ())
            if stored and (reason := nearly_in(self._read(stored), field, asked))
        ]
        near = _best_of_each(names)
        cut = asked.cut if len(asked.cut) > 1 else ()
        words, by_words = self.each(cut, NEARLY_WORDS / SEARCHABLE[0].weight)
        if words <= (near[0].score if near else 0.0):
            return near
        return self._as_one_error(by_words, asked) or by_words

    def _as_one_error(self, by_words: list[Reason], asked: Typed) -> list[Reason]:
        """Words that stand in one text as typed, but for a single error, are that text with an error
        in it: 新通信息 for 新众通信息 was cut into 新, 通 and 信息."""
        for one in by_words:
            text = self._read(one.text)
            found = agreeing(text, asked) if one.field in _NAMES else None
            if found is not None and found.errors <= 1:
                score = sum(part.score for part in by_words)
                return [Reason(one.field, MatchKind.TYPO, one.text, marked(text, found.same), score)]
        return []


def _best_of_each(found: Iterable[Reason]) -> list[Reason]:
    best: dict[BecauseField, Reason] = {}
    for reason in found:
        known = best.get(reason.field)
        if known is None or reason.score > known.score:
            best[reason.field] = reason
    return sorted(best.values(), key=lambda one: -one.score)


def _together(found: Iterable[Reason]) -> list[Reason]:
    """Reasons of several parts; those of one text in one way made one."""
    merged: dict[tuple[BecauseField, str, MatchKind], Reason] = {}
    for reason in found:
        key = (reason.field, reason.text, reason.kind)
        known = merged.get(key)
        if known is not None:
            reason = replace(
                known, hits=joined((*known.hits, *reason.hits)), score=known.score + reason.score
            )
        merged[key] = reason
    return sorted(merged.values(), key=lambda one: -one.score)
