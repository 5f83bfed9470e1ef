"""Asking, and where the company meant stands in the answer."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tenants.reading.folding import fold
from tenants.reading.pinyin import spoken
from tests.search.evaluation.members import Member
from tests.search.evaluation.questions import QUESTIONS, Question
from tests.search.evaluation.whys import is_right

PAGE = 10
# What is typed → the ids of the hits, best first; at least PAGE of them where there are so many.
Ask = Callable[[str], Sequence[UUID]]


@dataclass
class Outcome:
    """`places`: of the company meant, None where it is not among the hits. `crowded`: how often more than a
    page of companies shares what was typed, or what was typed wrongly is another's name: then nobody could
    know who was meant, and it is no place. `told`: hits whose reason was looked at."""

    question: Question
    places: list[int | None] = field(default_factory=list)
    crowded: int = 0
    missed: list[str] = field(default_factory=list)
    told: int = 0
    told_wrong: list[str] = field(default_factory=list)

    def recall(self, within: int = PAGE) -> float:
        """The share of the companies meant among the first so many."""
        return sum(1 for place in self.places if place and place <= within) / max(1, len(self.places))

    @property
    def right(self) -> float:
        """The share of the hits that tell the right reason."""
        return 1 - len(self.told_wrong) / max(1, self.told)

    @property
    def mrr(self) -> float:
        """Mean reciprocal rank."""
        return sum(1 / place for place in self.places if place) / max(1, len(self.places))


def measure(
    members: Sequence[Member], ask: Ask, asked: int, questions: Sequence[Question] = QUESTIONS
) -> list[Outcome]:
    """Ask so many questions of each kind. The same ones every time, for whoever answers."""
    known = {member.id: member for member in members}
    outcomes = []
    for question in questions:
        chance, outcome = random.Random(question.kind), Outcome(question)
        while len(outcome.places) + outcome.crowded < asked:
            member = chance.choice(members)
            if typed := question.typed(member, chance):
                _judge(outcome, member, typed, ask(typed), known)
        outcomes.append(outcome)
    return outcomes


def _judge(
    outcome: Outcome, member: Member, typed: str, hits: Sequence[UUID], known: dict[UUID, Member]
) -> None:
    place = next((place for place, one in enumerate(hits, 1) if one == member.id), None)
    if place is None or place > PAGE:
        way = outcome.question.way
        least = coverage(member, typed, way)
        others = [known[one] for one in hits[:PAGE]]
        if least is None:  # a slip: is it another's name?
            equals = bool(others) and coverage(others[0], typed, way) is not None
        else:
            found = [coverage(other, typed, way) for other in others]
            equals = len(found) == PAGE and all(one is not None and one >= least for one in found)
        if equals:
            outcome.crowded += 1
            return
        outcome.missed.append(f"{typed} ({member.short}, {member.former})")
    else:
        outcome.told += 1
        if not is_right(outcome.question, member, typed):
            outcome.told_wrong.append(f"{typed} ({member.short}, {member.former})")
    outcome.places.append(place)


def coverage(member: Member, typed: str, way: str) -> int | None:
    """How much of one of a member's names this is: 2 the whole, 1 its beginning, 0 a part, None nothing."""
    names = [name for name in (member.legal, member.sign, member.former) if name]
    wanted = typed if way == "text" else "".join(_elements(typed, way))
    found = [_covers(_elements(name, way), fold(wanted).replace(" ", "")) for name in names]
    return max((one for one in found if one is not None), default=None)


def _elements(name: str, way: str) -> list[str]:
    if way == "text":
        return list(fold(name).replace(" ", ""))
    sounds = spoken(name)
    if way == "sound":
        return [syllable.toneless for syllable in sounds]
    return [syllable.toneless[0] if syllable.is_hanzi else str(syllable) for syllable in sounds]


def _covers(elements: list[str], wanted: str) -> int | None:
    if "".join(elements) == wanted:
        return 2
    starts = (at for at in range(len(elements)) if "".join(elements[at:]).startswith(wanted))
    first = next(starts, None)
    return None if first is None else int(first == 0)


def table(outcomes: Sequence[Outcome]) -> str:
    """One line a kind of question."""
    lines = [f"{'asked by':26} {'n':>4} {'crowded':>7} {'@1':>6} {'@10':>6} {'MRR':>6} {'why':>6}"]
    for one in outcomes:
        told = f"{one.question.kind:26} {len(one.places):4} {one.crowded:7}"
        lines.append(f"{told} {one.recall(1):6.3f} {one.recall():6.3f} {one.mrr:6.3f} {one.right:6.3f}")
    return "\n".join(lines)
