"""The reason of a hit that is only nearly what was typed: see `criteria` of the same."""

from search.fields import NEARLY_ENDED, NEARLY_INNER, NEARLY_SOUND, SEARCHABLE, Field, nearly_least
from tenants.reading.fragments import END, START
from tenants.reading.spans import Aligned
from tenants.reading.tokens import skips

from .errors import agreeing, marked
from .kinds import FIELDS, Match, MatchKind, Reason
from .typed import Typed
from .ways import same_sound


def nearly_in(text: Aligned, field: Field, typed: Typed) -> Reason | None:
    """Why a name is nearly what was typed: most of it survived an error, or it sounds alike."""
    found = [one for one in (_what_survived(text, typed), _by_sound(text, typed)) if one is not None]
    if not found:
        return None
    best = max(found, key=lambda one: one.factor)
    score = best.factor * field.weight / SEARCHABLE[0].weight
    return Reason(FIELDS[field.name], best.kind, text.text, best.hits, score)


def _what_survived(text: Aligned, typed: Typed) -> Match | None:
    wanted = typed.tokens.skips
    there = set(skips(text.bare)) if wanted else set()
    shared = [three for three in wanted if three in there]
    if not wanted or len(shared) < nearly_least(len(wanted)):
        return None
    same = agreeing(text, typed).same
    score = sum(NEARLY_ENDED if one[0] == START or one[-1] == END else NEARLY_INNER for one in shared)
    return Match(score, MatchKind.TYPO, marked(text, same)) if same else None


def _by_sound(text: Aligned, typed: Typed) -> Match | None:
    found = same_sound(text, typed)
    return found and Match(found.factor * NEARLY_SOUND, found.kind, found.hits)
