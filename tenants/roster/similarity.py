"""Names that are probably one company: the same word of mouth in another legal dress, or with a slip."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from tenants.roster.cells.names import name_key

T = TypeVar("T")

_PLACE = re.compile(r"\([^()]{1,6}\)|^(山东省|山东|济宁市|济宁)(任城区|任城)?")
_LEGAL = re.compile(r"(股份有限公司|有限责任公司|责任有限公司|有限公司|公司|个体工商户|\(个体工商户\))$")
# One character alone is no name to recognise somebody by.
SHORTEST = 2
# Shorter names are other names when a character differs: 华龙, 华隆.
SHORTEST_WITH_A_SLIP = 5
# So are those that are short but for what they trade in: 启心餐饮店, 启圣餐饮店.
SHORTEST_WORD_WITH_A_SLIP = 3
_TRADE = re.compile(
    r"(餐饮|餐馆|饭店|理发|美发|美容|便利|超市|服装|服饰|商贸|贸易|科技|信息|网络|装饰|文化|传媒|广告|教育|培训|咨询|物流|律师"
    r"|管理|服务|实业|发展|店|馆|坊|厅|事务所|中心|工作室)+$"
)
# Of 100: one character in five (80); with the same phone half of what is written.
ALIKE, ALIKE_BY_PHONE = 80, 50
# 第一分店 and 第二分店, 东区店 and 西区店 are two.
_TELLING = frozenset("0123456789零一二三四五六七八九十甲乙丙丁东西南北中上下左右前后大小新老abcdefg")


def core(name: str) -> str | None:
    """The name without places and legal form: 华龙科技 of 山东华龙科技（济宁）有限公司, or None."""
    bare = _LEGAL.sub("", _PLACE.sub("", name_key(name)))
    bare = _LEGAL.sub("", bare)
    return bare if len(bare) >= SHORTEST else None


def resembles(name: str, other: str) -> bool:
    """Whether two names of one phone have so much in common that it is probably one company."""
    one, two = core(name), core(other)
    if one is None or two is None or _is_another(one, two):
        return False
    return fuzz.ratio(one, two) >= ALIKE_BY_PHONE


class Alike(Generic[T]):
    """Finds what was added under a name that is probably the same one."""

    def __init__(self) -> None:
        self._by_core: dict[str, list[T]] = defaultdict(list)
        # Two words that differ in one character have a word in common when each loses one. By the hashes of
        # those words, eight to a name: the words themselves took a third of an import's memory.
        self._by_rest: dict[int, tuple[str, ...]] = {}

    def add(self, name: str, thing: T) -> None:
        bare = core(name)
        if bare is None:
            return
        if thing in self._by_core[bare]:
            return
        self._by_core[bare].append(thing)
        for rest in map(hash, _rests(bare)):
            known = self._by_rest.get(rest, ())
            if bare not in known:
                self._by_rest[rest] = (*known, bare)

    def find(self, name: str) -> list[T]:
        """Things of the same core first, then of one with a slip in it."""
        bare = core(name)
        if bare is None:
            return []
        found = list(self._by_core.get(bare, ()))
        near = {other for rest in map(hash, _rests(bare)) for other in self._by_rest.get(rest, ())} - {bare}
        for other in sorted(near):
            if fuzz.ratio(bare, other) >= ALIKE and not (_is_another(bare, other) or _are_short(bare, other)):
                found.extend(thing for thing in self._by_core[other] if thing not in found)
        return found


def _rests(bare: str) -> Iterator[str]:
    if len(bare) >= SHORTEST_WITH_A_SLIP:
        yield bare
        yield from {bare[:at] + bare[at + 1 :] for at in range(len(bare))}


def _are_short(one: str, two: str) -> bool:
    """Whether the words that come before their trades differ and are too short for a slip."""
    words = {_TRADE.sub("", one), _TRADE.sub("", two)}
    return len(words) > 1 and min(map(len, words)) < SHORTEST_WORD_WITH_A_SLIP


def _is_another(one: str, two: str) -> bool:
    """Whether they differ in what is there to tell two apart."""
    edits = Levenshtein.editops(one, two)
    changed = {one[edit.src_pos] for edit in edits if edit.tag != "insert"}
    changed |= {two[edit.dest_pos] for edit in edits if edit.tag != "delete"}
    return bool(changed) and changed <= _TELLING
