"""The invented enterprises and shops: who they are and what their page says."""

from datetime import date, timedelta

from deploy.sample.chance import Chance
from deploy.sample.inventing import Inventor
from deploy.sample.plan import EnterprisePlan
from deploy.sample.trades import Trade, trades
from tenants.reading.sort_keys import slug

# In per cent: who has what. Rosters of such places look about like this.
_CODE_APPLIED_FOR, _RENAMED, _WEBSITE, _LANDLINE, _SECOND_CONTACT = 4, 9, 30, 70, 35
# The one enterprise that the article names. Nothing is known of it here but that it is in the plaza.
NAMED_BY_THE_ARTICLE = "新众通"


def present(inventor: Inventor, chance: Chance, today: date) -> list[EnterprisePlan]:
    """Everybody who is there today, trade by trade."""
    return [
        invent(trade, inventor, chance, today, number) for trade in trades() for number in range(trade.count)
    ]


def gone(inventor: Inventor, chance: Chance, today: date) -> list[EnterprisePlan]:
    """Former ones: offices for the most part, some shops."""
    offices = [trade for trade in trades() if trade.slot == "office" and trade.kind == "COMPANY"]
    shops = [trade for trade in trades() if trade.slot == "street" and trade.kind == "SOLE_TRADER"]
    drawn = [chance.pick(offices) for _ in range(26)] + [chance.pick(shops) for _ in range(6)]
    return [invent(trade, inventor, chance, today, number) for number, trade in enumerate(drawn)]


def invent(trade: Trade, inventor: Inventor, chance: Chance, today: date, number: int) -> EnterprisePlan:
    """One enterprise of a trade; `number` turns through the trade's endings."""
    word = inventor.word()
    ending = trade.endings[number % len(trade.endings)]
    name = word + ending
    former: list[tuple[str, date | None]] = []
    if chance.happens(_RENAMED):
        old = inventor.word() + ending
        former.append((old, today - timedelta(days=chance.between(60, 1500))))
    contacts = [inventor.person()]
    if chance.happens(_SECOND_CONTACT):
        contacts.append(inventor.person(chance.pick(["LIAISON", "FINANCE", "EMERGENCY"])))
    return EnterprisePlan(
        name=name,
        trade=trade.key,
        brand=word,
        shop_sign="" if trade.slot in {"office", "own use"} else _sign(trade, word, chance),
        uscc=None if chance.happens(_CODE_APPLIED_FOR) else inventor.uscc(trade.code),
        kind=trade.kind,
        sector=chance.pick(trade.sectors),
        industry=trade.industry,
        format=trade.format,
        description=chance.pick(trade.about),
        website=f"https://{slug(word)}.example/" if chance.happens(_WEBSITE) else "",
        public_phone=inventor.landline() if chance.happens(_LANDLINE) else "",
        tags=chance.some(trade.tags, chance.between(1, 3)),
        former_names=former,
        contacts=contacts,
    )


def _sign(trade: Trade, word: str, chance: Chance) -> str:
    """What hangs over the door: the word and what is sold, often in another order than in the register."""
    return chance.pick([f"{word}·{trade.tags[0]}", f"{word}{trade.tags[0]}", f"{word}家的{trade.tags[0]}"])


def named_by_the_article() -> EnterprisePlan:
    return EnterprisePlan(name=NAMED_BY_THE_ARTICLE)


def branch_of(head: EnterprisePlan, place: str) -> EnterprisePlan:
    """A shop that runs on its head office's code: same code, another name."""
    return EnterprisePlan(
        name=f"{head.name}{place}店",
        trade=head.trade,
        brand=head.brand,
        shop_sign=f"{head.brand}{place}店",
        uscc=head.uscc,
        kind="BRANCH",
        sector=head.sector,
        industry="52",
        format="零售",
        head_office=head,
        tags=head.tags[:1],
    )
