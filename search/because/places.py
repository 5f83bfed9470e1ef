"""Reasons of doors, floors and towers, and of codes: what was typed names them in one of their spellings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.fields import CODE_ENDING, CODE_INNER
from tenants.reading.codes import code_parts
from tenants.reading.spans import Aligned, Span, aligned
from tenants.reading.unit_numbers import TOWER, building_keys, floor_key, normalise_unit_label

from .kinds import BecauseField, Match, MatchKind, Reason
from .marks import joined
from .typed import Typed

# The sign of a tower at the end of its name: `A座` of 中德广场A座.
_SIGN = re.compile(r"(?:[a-z]|\d{1,2})\D{0,2}$")
_Named = tuple[BecauseField, str, tuple[Span, ...]]


@dataclass(frozen=True)
class Place:
    """One unit: names of its building and its own labels, each with the aliases after."""

    buildings: tuple[str, ...]
    floor: str
    units: tuple[str, ...]


def of_place(place: Place, typed: Typed, weight: float) -> list[Reason]:
    """The unit or floor, and the tower, that were typed; none where it was another."""
    if not typed.places:
        return []
    tokens = _tokens(place)
    # What says most: 中德广场A座 is more than A座, a tower and a door more than a door.
    named = tokens.get(max(typed.places & tokens.keys(), key=len, default=""), ())
    return [Reason(field, MatchKind.EXACT, text, hits, weight) for field, text, hits in named]


@lru_cache(maxsize=8_192)
def _tokens(place: Place) -> dict[str, tuple[_Named, ...]]:
    """As `place_tokens`, each with what it names."""
    inner: dict[str, _Named] = {}
    for label in place.units:
        inner.setdefault(normalise_unit_label(label), _whole(BecauseField.UNIT, label))
    inner.setdefault(floor_key(place.floor), _whole(BecauseField.FLOOR, place.floor))
    inner.pop("", None)
    towers: dict[str, _Named] = {}
    for name in place.buildings:
        for key, tower in _towers(name):
            towers.setdefault(key, tower)
    found: dict[str, tuple[_Named, ...]] = {}
    for key, tower in towers.items():
        for part, door in inner.items():
            found.setdefault(f"{key}{part}", (door, tower))
    for part, door in inner.items():
        found.setdefault(part, (door,))
    for key, tower in towers.items():
        found.setdefault(f"{key}{TOWER}", (tower,))
    return found


def _whole(field: BecauseField, label: str) -> _Named:
    text = aligned(label)
    return field, label, joined(text.of_elements(0, len(text.elements))) or ((0, len(label)),)


def _towers(name: str) -> Iterator[tuple[str, _Named]]:
    """The keys of a building's name, each with the part of the name that it is."""
    whole, *short = building_keys(name) or [""]
    if not whole:
        return
    field, text, hits = _whole(BecauseField.BUILDING, name)
    sign = _SIGN.search(aligned(name).folded)
    for key in short:
        yield key, (field, text, _from(aligned(name), sign.start()) if sign else hits)
    yield whole, (field, text, hits)


def _from(text: Aligned, begin: int) -> tuple[Span, ...]:
    return joined(text.of_folded(one.begin, one.length) for one in text.elements if one.begin >= begin)


def of_code(code: Aligned, typed: Typed) -> Match | None:
    """The end of a code, or a longer part of it."""
    places = [at for at, char in enumerate(code.folded) if char != " "]
    bare = "".join(code.folded[at] for at in places)
    if not typed.code or typed.code not in bare:
        return None
    at = bare.find(typed.code)
    ends = bare.endswith(typed.code)
    if ends:
        at = len(bare) - len(typed.code)
    elif not code_parts(typed.code):  # too short to be looked for inside
        return None
    marked = joined(code.of_folded(place, 1) for place in places[at : at + len(typed.code)])
    return Match(CODE_ENDING if ends else CODE_INNER, MatchKind.EXACT, marked)
