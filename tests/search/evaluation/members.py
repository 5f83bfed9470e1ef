"""Invented companies around real names."""

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from string import ascii_uppercase
from uuid import UUID

import django

from search.documents.making import tokens_of
from search.engine import Document
from search.fields import Subject, brevity
from tenants.reading.codes import code_tokens
from tenants.reading.unit_numbers import place_tokens

TRADES = ("信息技术", "商贸", "餐饮管理", "酒店管理", "物流", "文化传媒", "口腔门诊", "教育咨询")
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Member:
    """A company on a unit of its own. Three in five have a shop sign, which is the short name; the others are
    found by it only as a part of what they are called."""

    id: UUID
    short: str
    legal: str
    sign: str
    former: str
    trade: str
    uscc: str
    tower: str
    floor: int
    door: str

    @property
    def texts(self) -> dict[str, list[str]]:
        """Field of `search.fields` → what it says."""
        return {
            "name": [self.legal],
            "shop_sign": [self.sign],
            "former_names": [self.former],
            "industry": [self.trade],
        }

    @property
    def towers(self) -> list[str]:
        """The tower's name and its alias."""
        return [self.tower, self.tower.replace("座", "栋").replace("号楼", "#楼")]

    def document(self) -> Document:
        """What the index is told of it."""
        places = place_tokens(buildings=self.towers, floor=str(self.floor), units=[self.door])
        return Document(
            subject=Subject.ENTERPRISE,
            id=self.id,
            version=1,
            tokens=tokens_of(Subject.ENTERPRISE, self.texts)
            | {"uscc_fragments": " ".join(code_tokens(self.uscc)), "place_places": " ".join(places)},
            keywords={},
            brevity=brevity(len(self.sign or self.legal)),
        )


def members_of(names: list[str], count: int) -> list[Member]:
    """So many members around names drawn without repetition; half the names are former ones of others. The
    same every time. A tower for every 3,000, on thirty floors of a hundred doors."""
    chance = random.Random(20)
    drawn = chance.sample(names, min(len(names), 2 * count))
    half = len(drawn) // 2
    made = []
    for number in range(count):
        short, former = drawn[number % half], drawn[half + number % half]
        trade, (tower, place) = chance.choice(TRADES), divmod(number, 3000)
        floor, door = place // 100 + 1, place % 100 + 1
        made.append(
            Member(
                id=UUID(int=chance.getrandbits(128)),
                short=short,
                legal=f"济宁{short}{trade}有限公司",
                sign=short if number % 5 < 3 else "",
                former=former,
                trade=trade,
                uscc="91370811MA" + "".join(chance.choices(_CODE, k=8)),
                tower=_tower(tower),
                floor=floor,
                door=f"{floor}{door:02d}" if door < 100 else f"{floor}00",
            )
        )
    return made


def _tower(number: int) -> str:
    """A座 … Z座, then 1号楼, 2号楼 …: as many towers as there must be."""
    return f"{ascii_uppercase[number]}座" if number < 26 else f"{number - 25}号楼"


def documents_of(members: list[Member], processes: int = 2) -> Iterator[Document]:
    """Their documents, made in several processes: pinyin is the slow part."""
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup) as pool:
        for some in pool.map(_documents, _parts(members, 2000)):
            yield from some


def _documents(members: list[Member]) -> list[Document]:
    return [member.document() for member in members]


def _parts(members: list[Member], size: int) -> Iterator[list[Member]]:
    rest = iter(members)
    while part := list(islice(rest, size)):
        yield part
