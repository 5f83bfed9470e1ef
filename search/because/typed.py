"""What somebody typed, taken apart once for all hits of a page."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from tenants.reading.codes import code_fragment
from tenants.reading.folding import fold, without_accents
from tenants.reading.local_readings import Readings
from tenants.reading.tokens import QueryTokens, query_tokens, words
from tenants.reading.unit_numbers import around_place, place_lookups


@dataclass(frozen=True)
class Typed:
    text: str
    tokens: QueryTokens
    readings: Readings

    @cached_property
    def written(self) -> str:
        """As `Aligned.written`."""
        return f"|{'|'.join(self.tokens.text)}|" if self.tokens.text else ""

    @cached_property
    def bare(self) -> str:
        """As `Aligned.bare`."""
        return "".join(self.tokens.text)

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth while to read a text that may be long."""
        there = without_accents(fold(text))
        return all(token in there for token in self.tokens.text)

    @cached_property
    def all_letters(self) -> str:
        """All of it, if all of it is letters and digits."""
        return self.tokens.letters

    @property
    def is_all_hanzi(self) -> bool:
        return not self.all_letters and not self.tokens.mixed

    @cached_property
    def letters(self) -> str:
        """The letters by which it is found as pinyin; "" where nothing but characters was typed."""
        return self.all_letters or (self.tokens.sound if self.tokens.mixed else "")

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(place_lookups(self.text))

    @cached_property
    def code(self) -> str:
        return code_fragment(self.text)

    @cached_property
    def cuts(self) -> list[tuple["Typed", ...]]:
        """The ways to take it apart, each part to be found by itself, as `criteria` does."""
        cuts = [parts for parts in (words(self.text), around_place(self.text)) if len(parts) > 1]
        return [self._parts(parts) for parts in dict.fromkeys(cuts)]

    @cached_property
    def cut(self) -> tuple["Typed", ...]:
        """Its words as the dictionary cuts them."""
        return self._parts(self.tokens.cut)

    def _parts(self, parts: tuple[str, ...]) -> tuple["Typed", ...]:
        return tuple(typed(part, self.readings) for part in parts)


@lru_cache(maxsize=1_024)
def typed(text: str, readings: Readings) -> Typed:
    return Typed(text, query_tokens(text, readings), readings)
