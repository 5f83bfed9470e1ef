"""Is the company meant first? 10,000 members with real names, asked for in the ways people ask."""

import hashlib
import os
import random
from collections import Counter
from uuid import uuid4

import pytest

from deploy.env import CHECKOUT
from search.criteria import criteria
from search.documents.making import tokens_of
from search.engine import Document
from search.fields import Subject, brevity
from tenants.readers import ANYBODY
from tenants.reading.codes import code_tokens
from tenants.reading.pinyin import initials, syllables
from tenants.reading.unit_numbers import place_tokens

pytestmark = pytest.mark.full
BRANDS = CHECKOUT.parent / "shared" / "data" / "brands.txt"
MEMBERS, ASKED, DISTRICT = 10_000, 200, uuid4()
TRADES = ("信息技术", "商贸", "餐饮管理", "酒店管理", "物流", "文化传媒", "口腔门诊", "教育咨询")
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def names():
    """The half of the file that no weight was tuned on: where the first byte of the SHA-256 is odd."""
    lines = BRANDS.read_text(encoding="utf-8-sig").splitlines()[2:]
    kept = {line.strip() for line in lines if hashlib.sha256(line.strip().encode()).digest()[0] % 2}
    return sorted(name for name in kept if len(syllables(name)) >= 2)


class Member:
    """An invented company around a real name, on a unit of its own."""

    def __init__(self, number, name, former, chance):
        self.name, self.former, self.id = name, former, uuid4()
        self.legal = f"济宁{name}{chance.choice(TRADES)}有限公司"
        self.uscc = "91370811MA" + "".join(chance.choices(CODE, k=8))
        self.tower, self.floor = "ABCDE"[number % 5], number // 5 % 30 + 1
        self.door = f"{self.floor}{number // 150:02d}"

    def document(self):
        tower = [f"{self.tower}座", f"{self.tower}栋"]
        tokens = tokens_of(
            Subject.ENTERPRISE,
            {"name": [self.legal], "shop_sign": [self.name], "former_names": [self.former]},
        )
        places = place_tokens(buildings=tower, floor=str(self.floor), units=[self.door])
        return Document(
            subject=Subject.ENTERPRISE,
            id=self.id,
            version=1,
            tokens=tokens | {"uscc_fragments": code_tokens(self.uscc), "place_places": places},
            keywords={},
            brevity=brevity(len(self.name)),
        )


# Kind of question → what is typed, and the recall@10 that must be reached.
QUESTIONS = {
    "exact": (lambda m: m.name, 0.99),
    "legal name": (lambda m: m.legal, 0.99),
    "prefix of it": (lambda m: m.legal[:-4], 0.99),
    "pinyin": (lambda m: "".join(syllables(m.name)), 0.99),
    "pinyin with gaps": (lambda m: " ".join(syllables(m.name)), 0.99),
    "initials of 4+": (lambda m: initials(m.name) if len(initials(m.name)) > 3 else None, 0.97),
    "unit": (lambda m: f"{m.tower}座{m.door}", 0.99),
    "unit, dashed": (lambda m: f"{m.tower}-{m.door}室", 0.99),
    "code, last six": (lambda m: m.uscc[-6:], 0.99),
    "former name": (lambda m: m.former, 0.99),
    "name and tower": (lambda m: f"{m.name} {m.tower}座", 0.99),
}


@pytest.fixture
def members(engine):
    if not BRANDS.exists():
        assert not os.environ.get("CI"), "the names to measure with are missing"
        pytest.skip("../shared/data/brands.txt is not here")
    chance = random.Random(20)
    drawn = chance.sample(names(), 2 * MEMBERS)
    made = [Member(n, drawn[n], drawn[MEMBERS + n], chance) for n in range(MEMBERS)]
    with engine.writing() as index:
        index.put(DISTRICT, (member.document() for member in made))
    return made


def rank(engine, member, typed):
    """The place of a member among the first hundred hits; None: not there."""
    hits = engine.search(criteria(DISTRICT, Subject.ENTERPRISE, ANYBODY, typed), limit=100).page
    return next((place for place, (one, _) in enumerate(hits, 1) if one == member.id), None)


def test_the_company_meant_is_among_the_first(engine, members):
    chance, missed = random.Random(21), {}
    print(f"\n{'asked by':18} {'n':>4} {'@1':>6} {'@10':>6} {'MRR':>6}")
    for kind, (typed, wanted) in QUESTIONS.items():
        asked = [(m, text) for m in chance.sample(members, ASKED) if (text := typed(m))]
        places = [rank(engine, member, text) for member, text in asked]
        counts = Counter(place for place in places if place)
        first, ten = counts[1] / len(asked), sum(counts[p] for p in range(1, 11)) / len(asked)
        mrr = sum(1 / place for place in places if place) / len(asked)
        print(f"{kind:18} {len(asked):4} {first:6.3f} {ten:6.3f} {mrr:6.3f}")
        if ten < wanted:
            missed[kind] = (
                ten,
                [text for (_, text), place in zip(asked, places, strict=True) if not place][:5],
            )
    assert missed == {}
