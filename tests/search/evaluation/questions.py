"""The ways people ask for a company, and the share of them that must find it among the first ten."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from tenants.reading.folding import is_hanzi
from tenants.reading.pinyin import initials, syllables
from tests.search.evaluation.members import Member
from tests.search.evaluation.slips import dropped, homophone, swapped, wrong

# What is typed for a member; None where it cannot be asked for so.
Typed = Callable[[Member, random.Random], str | None]


@dataclass(frozen=True)
class Question:
    """`wanted`: the least recall@10 (0: only told). `way`: in which form others may share what is typed."""

    kind: str
    wanted: float
    typed: Typed
    way: str = "text"


def _hanzi(name: str, least: int) -> bool:
    return len(name) >= least and all(map(is_hanzi, name))


def _signed(make: Callable[[str], str]) -> Typed:
    return lambda member, chance: make(member.sign) if member.sign else None


def _unsigned(make: Callable[[str], str]) -> Typed:
    return lambda member, chance: None if member.sign else make(member.short)


def _slip(slip: Callable[[str, random.Random], str | None], length: int, longest: int = 99) -> Typed:
    def typed(member: Member, chance: random.Random) -> str | None:
        fits = _hanzi(member.short, length) and len(member.short) <= longest
        return slip(member.short, chance) if fits else None

    return typed


def _first_letters(member: Member, chance: random.Random) -> str | None:
    letters = initials(member.sign)
    return letters if _hanzi(member.sign, 4) else None


def _mixed(member: Member, chance: random.Random) -> str | None:
    if not _hanzi(member.short, 2):
        return None
    cut = chance.randrange(1, len(member.short))
    ahead, behind = member.short[:cut], member.short[cut:]
    spelt = "".join(syllables(member.short)[cut:]), "".join(syllables(member.short)[:cut])
    return chance.choice((ahead + spelt[0], spelt[1] + behind))


def _half(member: Member, chance: random.Random) -> str | None:
    """The first two thirds of the sign, at least three characters."""
    return member.sign[: max(3, -(-2 * len(member.sign) // 3))] if len(member.sign) > 3 else None


@cache
def _traditional() -> Callable[[str], str]:
    return OpenCC("s2t").convert


def _in_traditional(member: Member, chance: random.Random) -> str | None:
    turned = _traditional()(member.sign)
    return turned if turned != member.sign else None


QUESTIONS = (
    Question("exact", 0.99, _signed(str)),
    Question("exact, legal name", 0.99, lambda m, c: m.legal),
    Question("prefix", 0.99, _half),
    Question("prefix of the legal name", 0.99, lambda m, c: m.legal[:-4]),
    Question("inner part", 0.99, _unsigned(str)),
    Question("pinyin", 0.99, _signed(lambda name: "".join(syllables(name))), "sound"),
    Question("pinyin with gaps", 0.99, _signed(lambda name: " ".join(syllables(name))), "sound"),
    Question("pinyin of an inner part", 0.99, _unsigned(lambda name: "".join(syllables(name))), "sound"),
    Question("initials of 4+", 0.97, _first_letters, "initials"),
    Question("mixed", 0.97, _mixed, "sound"),
    Question("traditional", 0.99, _in_traditional),
    Question("former name", 0.99, lambda m, c: m.former),
    Question("former name, pinyin", 0.99, lambda m, c: "".join(syllables(m.former)), "sound"),
    Question("unit", 0.99, lambda m, c: f"{m.tower}{m.door}"),
    Question("unit, dashed", 0.99, lambda m, c: f"{m.tower.rstrip('座')}-{m.door}室"),
    Question("unit, by floor", 0.99, lambda m, c: f"{m.towers[1]}{m.floor}F-{m.door[-2:]}"),
    Question("uscc, last six", 0.99, lambda m, c: m.uscc[-6:]),
    Question("uscc, inner eight", 0.99, lambda m, c: m.uscc[8:16]),
    Question("uscc, whole", 0.99, lambda m, c: m.uscc.lower()),
    Question("one wrong", 0.95, _slip(wrong, 4)),
    Question("one dropped", 0.95, _slip(dropped, 4)),
    Question("two swapped", 0.95, _slip(swapped, 4)),
    Question("homophone", 0.95, _slip(homophone, 2), "sound"),
    Question("one wrong of three", 0.0, _slip(wrong, 3, 3)),
    Question("one dropped of three", 0.0, _slip(dropped, 3, 3)),
    Question("two swapped of three", 0.0, _slip(swapped, 3, 3)),
    Question("with tower and floor", 0.99, lambda m, c: f"{m.short} {m.tower} {m.floor}楼"),
    Question("with tower, no gap", 0.99, lambda m, c: f"{m.short}{m.tower}"),
    Question("with industry", 0.99, lambda m, c: f"{m.short} {m.trade}"),
)
