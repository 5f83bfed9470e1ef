"""Typing errors, one a name."""

import random
from collections import defaultdict
from functools import cache

from tenants.reading.pinyin import syllables
from tests.search.evaluation.names import names_to_measure_with


def wrong(name: str, chance: random.Random) -> str | None:
    """One character is another, of another sound."""
    at = chance.randrange(len(name))
    other = chance.choice(_characters())
    if other == name[at] or syllables(other) == syllables(name[at]):
        return None
    return name[:at] + other + name[at + 1 :]


def dropped(name: str, chance: random.Random) -> str | None:
    """One character is missing."""
    at = chance.randrange(len(name))
    return name[:at] + name[at + 1 :]


def swapped(name: str, chance: random.Random) -> str | None:
    """Two neighbours stand in each other's place."""
    at = chance.randrange(len(name) - 1)
    turned = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return turned if turned != name else None


def homophone(name: str, chance: random.Random) -> str | None:
    """One character is another of the same sound (同音字), and the whole sounds as before."""
    spoken = syllables(name)
    places = list(range(len(name)))
    chance.shuffle(places)
    for at in places:
        alike = [char for char in _by_sound()[spoken[at]] if char != name[at]]
        chance.shuffle(alike)
        for char in alike:
            typed = name[:at] + char + name[at + 1 :]
            if syllables(typed) == spoken:
                return typed
    return None


@cache
def _characters() -> str:
    """The characters of the names, each as often as it stands there."""
    return "".join(char for name in names_to_measure_with()[::20] for char in name if "一" <= char <= "鿿")


@cache
def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for char in sorted(set(_characters())):
        found[syllables(char)[0]].append(char)
    return found
