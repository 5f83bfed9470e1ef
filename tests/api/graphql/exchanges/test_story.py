"""Two companies and a roadshow hall, from the first word to the credits, as their programs ask."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from alliance.ledger.actions import set_rule
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tests.factories.credits import a_category
from tests.factories.exchanges import Member, Two
from tests.factories.listings import a_listing

MATCH = """ id state version quantity message due proposedAt awaitsYou
  giver { label } taker { label } proposer { label } offer { title state remaining } want { title state }
  exchange { id state }"""
EXCHANGE = """ id state version quantity due agreedAt deliveredAt giverConfirmedAt takerConfirmedAt dispute
  settlement outcome credits disputedBy { label } giver { label } taker { label } match { id }
  offer { title state remaining } want { title state }"""


def mutation(name: str) -> str:
    kind = name[0].upper() + name[1:]
    field, asked = ("match", MATCH) if name.endswith("Match") else ("exchange", EXCHANGE)
    return f"""mutation($input: {kind}Input!) {{ {name}(input: $input) {{
        {field} {{ {asked} }} errors {{ path code message }} }} }}""".replace(
        f"{kind}Input", INPUTS.get(name, f"{kind}Input")
    )


INPUTS = {
    **dict.fromkeys(("acceptMatch", "declineMatch", "withdrawMatch"), "MatchInput"),
    **dict.fromkeys(("deliverExchange", "confirmExchange", "cancelExchange"), "ExchangeInput"),
}
INBOX = "{ matches(filter: {awaitingYou: true}) { totalCount edges { node { id message } } } }"


class Doing:
    """Somebody who does things: `doing("acceptMatch", id=…)` gives the payload."""

    def __init__(self, asking: Any, mandate: Any) -> None:
        self.ask, self.mandate = asking, encode("Mandate", mandate.id)

    def __call__(self, name: str, **said: Any) -> dict[str, Any]:
        return self.ask.data(mutation(name), input={"actingAs": self.mandate, **said})[name]

    def done(self, name: str, **said: Any) -> dict[str, Any]:
        answer = self(name, **said)
        assert answer["errors"] == []
        return answer["match" if name.endswith("Match") else "exchange"]

    def code(self, name: str, **said: Any) -> str:
        answer = self(name, **said)
        assert answer["match" if name.endswith("Match") else "exchange"] is None
        [error] = answer["errors"]
        return error["code"]


@pytest.fixture
def doing(two: Two, ask: Callable[..., Any]) -> Callable[[Member], Doing]:
    return lambda member: Doing(ask(two.town.home.district, member.account), member.mandate)


@pytest.fixture
def secretariat(two: Two, ask: Callable[..., Any]) -> Doing:
    home = two.town.home
    return Doing(ask(home.district, home.secretary), home.secretary_mandate)


def offered(two: Two, quantity: int = 2, **terms: Any) -> tuple[str, str]:
    """The ids of an offer and of a want it would meet."""
    with scope(two.town.home.district):
        offer = a_listing(
            two.giver.author, "路演厅", quantity=Decimal(quantity), measure="场", category="ROOM", **terms
        )
        want = a_listing(two.taker.author, "找路演厅", kind="WANT")
    return encode("Listing", offer.id), encode("Listing", want.id)


def test_the_whole_story(two: Two, doing: Any, secretariat: Doing) -> None:
    home = two.town.home
    with scope(home.district):
        set_rule(
            by=home.as_secretary,
            listing_category="ROOM",
            credits_per_unit=15,
            category_id=a_category(home),
        )
    giver, taker = doing(two.giver), doing(two.taker)
    offer, want = offered(two)
    proposed = taker.done(
        "proposeMatch", offer=offer, want=want, quantity=2, message="周五下午可以吗", due="2099-01-31"
    )
    assert proposed["state"] == "PROPOSED" and proposed["exchange"] is None and not proposed["awaitsYou"]
    assert (proposed["quantity"], proposed["due"]) == (2.0, "2099-01-31")
    assert proposed["proposer"] == proposed["taker"] == {"label": "友邻公司"}
    waiting = giver.ask.data(INBOX)["matches"]
    assert waiting["edges"] == [{"node": {"id": proposed["id"], "message": "周五下午可以吗"}}]
    assert taker.ask.data(INBOX)["matches"]["totalCount"] == 0

    agreed = giver.done("acceptMatch", id=proposed["id"], expectedVersion=1)
    assert agreed["state"] == "AGREED" and agreed["version"] == 2
    assert agreed["offer"] == {"title": "路演厅", "state": "PROMISED", "remaining": 0.0}
    assert agreed["want"]["state"] == "PROMISED"
    id = agreed["exchange"]["id"]

    delivered = giver.done("deliverExchange", id=id)
    assert (
        delivered["state"] == "DELIVERED" and delivered["deliveredAt"] and not delivered["giverConfirmedAt"]
    )
    assert giver.done("confirmExchange", id=id)["state"] == "DELIVERED"
    confirmed = taker.done("confirmExchange", id=id)
    assert confirmed["state"] == "CONFIRMED" and confirmed["credits"] is None  # not the taker's to read
    assert confirmed["offer"]["state"] == confirmed["want"]["state"] == "DONE"
    node = "query($id: ID!) { node(id: $id) { ... on Exchange { state credits match { id } } } }"
    for who in (giver, secretariat):
        told = who.ask.data(node, id=id)["node"]
        assert told == {"state": "CONFIRMED", "credits": 30, "match": {"id": proposed["id"]}}


def test_a_dispute_is_settled_by_the_secretariat(two: Two, doing: Any, secretariat: Doing) -> None:
    giver, taker = doing(two.giver), doing(two.taker)
    offer, want = offered(two)
    match = giver.done("proposeMatch", offer=offer, want=want, quantity=1)
    assert match["proposer"] == match["giver"]
    id = taker.done("acceptMatch", id=match["id"])["exchange"]["id"]
    giver.done("deliverExchange", id=id)
    disputed = taker.done("disputeExchange", id=id, text="钥匙没有交。")
    assert disputed["disputedBy"] == {"label": "友邻公司"} and disputed["dispute"] == "钥匙没有交。"
    assert giver.code("confirmExchange", id=id) == "WRONG_STATE"
    for side in (giver, taker):
        assert side.code("settleExchange", id=id, outcome="DELIVERED", text="好") == "FORBIDDEN"
    settled = secretariat.done("settleExchange", id=id, outcome="NOT_DELIVERED", text="确未交付。")
    assert (settled["state"], settled["outcome"], settled["settlement"]) == (
        "SETTLED",
        "NOT_DELIVERED",
        "确未交付。",
    )
    assert settled["offer"] == {"title": "路演厅", "state": "OPEN", "remaining": 2.0}
    assert settled["want"]["state"] == "OPEN"


def test_each_side_says_no_without_a_reason(two: Two, doing: Any) -> None:
    giver, taker = doing(two.giver), doing(two.taker)
    offer, _want = offered(two)

    def proposed() -> str:
        return taker.done("proposeMatch", offer=offer, quantity=1)["id"]

    assert giver.done("declineMatch", id=proposed())["state"] == "DECLINED"
    assert taker.done("withdrawMatch", id=proposed())["state"] == "WITHDRAWN"
    for side in (giver, taker):
        id = giver.done("acceptMatch", id=proposed())["exchange"]["id"]
        cancelled = side.done("cancelExchange", id=id)
        assert cancelled["state"] == "CANCELLED" and cancelled["offer"]["remaining"] == 2.0


def test_a_retry_is_harmless(two: Two, doing: Any) -> None:
    giver, taker = doing(two.giver), doing(two.taker)
    offer, _want = offered(two)
    first, again = (
        taker("proposeMatch", offer=offer, quantity=1, due="2099-01-31", idempotencyKey="k") for _ in range(2)
    )
    assert first == again and first["match"]
    id = first["match"]["id"]
    first, again = (giver("acceptMatch", id=id, idempotencyKey="a") for _ in range(2))
    assert first == again and first["match"]["offer"]["remaining"] == 1.0
    assert giver.code("declineMatch", id=id) == "WRONG_STATE"
    assert giver.code("acceptMatch", id=id, expectedVersion=1) == "VERSION_CHANGED"


BAD: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"offer": "nonsense"}, "NOT_FOUND", ["offer"]),
    ({"want": "nonsense"}, "NOT_FOUND", ["want"]),
    ({"quantity": 0}, "OUT_OF_RANGE", ["quantity"]),
    ({"quantity": -1}, "OUT_OF_RANGE", ["quantity"]),
    ({"quantity": 1e300}, "OUT_OF_RANGE", ["quantity"]),
    ({"quantity": None}, "REQUIRED", ["quantity"]),
    ({"quantity": 3}, "NOT_ENOUGH_LEFT", ["quantity"]),
    ({"due": "2020-01-01"}, "IN_THE_PAST", ["due"]),
    ({"message": "字" * 501}, "TOO_LONG", ["message"]),
    ({"idempotencyKey": "k" * 201}, "TOO_LONG", ["idempotencyKey"]),
]


def test_bad_input_is_told_field_by_field(two: Two, doing: Any) -> None:
    taker = doing(two.taker)
    offer, _want = offered(two)
    for said, code, path in BAD:
        answer = taker("proposeMatch", **({"offer": offer, "quantity": 1} | said))
        [error] = answer["errors"]
        assert answer["match"] is None and (error["code"], error["path"]) == (code, path), said
    assert taker.ask.data("{ matches { totalCount } }")["matches"]["totalCount"] == 0


def test_refusals_speak_chinese_to_whoever_reads_it(two: Two, ask: Callable[..., Any]) -> None:
    offer, _want = offered(two)
    chinese = ask(two.town.home.district, two.taker.account, language="zh-Hans")
    answer = Doing(chinese, two.taker.mandate)("proposeMatch", offer=offer, quantity=3)
    assert [error["message"] for error in answer["errors"]] == ["只剩 2。"]
