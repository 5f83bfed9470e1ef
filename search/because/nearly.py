"""The reason of a hit that is only nearly what was typed: see `criteria` of the same."""

import math

from search.fields import NEARLY_EACH, NEARLY_SHARE, NEARLY_SOUND, SEARCHABLE, Field, Way
from tenants.reading.spans import Aligned
from tenants.reading.tokens import skips

from .errors import agreeing, marked, marks_of_homophone
from .kinds import FIELDS, Match, MatchKind, Reason
from .typed import Typed
from .ways import as_spelt


def nearly_in(text: Aligned, field: Field, typed: Typed) -> Reason | None:
    """Why a name is nearly what was typed: it shares most pairs of its characters, or the sound."""
    found = [one for one in (_by_pairs(text, typed), _by_sound(text, typed)) if one is not None]
    if not found:
        return None
    best = max(found, key=lambda one: one.factor)
    score = best.factor * field.weight / SEARCHABLE[0].weight
    return Reason(FIELDS[field.name], best.kind, text.text, best.hits, score)


def _by_pairs(text: Aligned, typed: Typed) -> Match | None:
    wanted = typed.tokens.skips
    there = set(skips(text.bare))
    shared = sum(pair in there for pair in wanted)
    if not wanted or shared < math.ceil(len(wanted) * NEARLY_SHARE):
        return None
    same = agreeing(text, typed).same
    return Match(shared * NEARLY_EACH, MatchKind.TYPO, marked(text, same)) if same else None


def _by_sound(text: Aligned, typed: Typed) -> Match | None:
    sound = typed.tokens.sound
    spelt = as_spelt(text, typed, sound, Way.SOUND) if len(sound) > 2 else None
    if spelt is None:
        return None
    hits = spelt.hits
    if spelt.kind is MatchKind.TYPO:
        hits = marks_of_homophone(text, typed, hits)
    return Match(spelt.factor * NEARLY_SOUND, spelt.kind, hits)
