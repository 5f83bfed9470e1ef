"""Credits over GraphQL: given, reversed, limited, by whoever may, and clearly refused to all others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alliance.ledger.models import CreditCategory, CreditRule, Entry, Holding, Transfer
from alliance.notices.models import Notice
from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act, IdempotencyKey, OutboxEvent
from tests.factories.credits import a_category, balance, given, issued
from tests.factories.town import Side, Town

ANSWERS = {
    "transferCredits": "transfer { id kind amount giver { label } receiver { label } }",
    "reverseTransfer": "transfer { id kind reason reverses { id } }",
    "setCreditCategory": "category { id name ordinal }",
    "setCreditRule": "rule { id listingCategory measure creditsPerUnit category { name } }",
    "dropCreditRule": "act { id verb }",
    "setCreditLimits": "statement { balance floor ceiling principal { label } }",
}


def mutation(name: str) -> str:
    kind = name[0].upper() + name[1:]
    answer = f"{ANSWERS[name]} errors {{ code path }}"
    return f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ {answer} }} }}"


def do(asking: Any, name: str, mandate: UUID, /, **said: Any) -> Any:
    return asking.data(mutation(name), input={"actingAs": encode("Mandate", mandate), **said})[name]


def errors(asking: Any, name: str, mandate: UUID, /, **said: Any) -> list[tuple[str, list[str]]]:
    answer = do(asking, name, mandate, **said)
    thing = ANSWERS[name].split()[0]
    assert answer[thing] is None
    return [(one["code"], one["path"]) for one in answer["errors"]]


def everything_written(*sides: Side) -> list[Any]:
    counted: list[Any] = []
    for side in sides:
        with scope(side.district):
            tables: tuple[Any, ...] = (
                Transfer, Entry, CreditCategory, CreditRule, Act, Notice, OutboxEvent, IdempotencyKey,
            )  # fmt: skip
            counted.append([table.objects.count() for table in tables])
            counted.append(sorted(Holding.objects.values_list("id", "balance", "floor", "ceiling")))
    return counted


@pytest.fixture
def begun(town: Town) -> Town:
    """The enterprise was issued 100 credits, and gave the office ten."""
    with scope(town.home.district):
        issued(town.home, 100)
        given(town.home, town.home.as_liaison, town.home.office.id, 10)
    return town


def test_the_secretariat_begins_a_ledger_and_a_member_gives(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    keeping, giving = ask(home.district, home.secretary), ask(home.district, home.liaison)
    made = do(keeping, "setCreditCategory", home.secretary_mandate.id, name="志愿服务", ordinal=2)["category"]
    receiver = encode("Enterprise", home.enterprise.id)
    said = {"receiver": receiver, "amount": 100, "category": made["id"]}
    first = do(keeping, "transferCredits", home.secretary_mandate.id, **said, reason="开办")["transfer"]
    assert (first["kind"], first["amount"], first["giver"]["label"]) == ("GIVEN", 100, "联盟秘书处")
    said |= {"receiver": encode("Principal", home.office.id), "amount": 40}
    second = do(giving, "transferCredits", home.mandate.id, **said)["transfer"]
    assert second["receiver"]["label"] == "物业服务中心"
    rule = {"listingCategory": "ROOM", "creditsPerUnit": 5, "category": made["id"], "measure": "半天"}
    kept = do(keeping, "setCreditRule", home.secretary_mandate.id, **rule)["rule"]
    assert (kept["listingCategory"], kept["measure"], kept["creditsPerUnit"]) == ("ROOM", "半天", 5)
    tables = "{ creditCategories { name ordinal } creditRules { id measure category { name } } }"
    seen = giving.data(tables)
    assert seen == {
        "creditCategories": [{"name": "志愿服务", "ordinal": 2}],
        "creditRules": [{"id": kept["id"], "measure": "半天", "category": {"name": "志愿服务"}}],
    }
    assert ask(home.district).data(tables) == {"creditCategories": None, "creditRules": None}
    assert ask(home.district, town.neighbour).data(tables) == {"creditCategories": None, "creditRules": None}
    dropped = do(keeping, "dropCreditRule", home.secretary_mandate.id, rule=kept["id"])
    assert dropped["errors"] == [] and dropped["act"]["verb"] == "credits.drop_rule"
    assert giving.data(tables)["creditRules"] == []


def test_a_transfer_is_reversed_once(begun: Town, ask: Callable[..., Any]) -> None:
    home = begun.home
    with scope(home.district):
        gift = encode("Transfer", Transfer.objects.get(entries__amount=-10).id)
    office = ask(home.district, home.manager)
    back = do(office, "reverseTransfer", home.manager_mandate.id, transfer=gift, reason="不需要")["transfer"]
    assert (back["kind"], back["reason"], back["reverses"]) == ("REVERSAL", "不需要", {"id": gift})
    again = {"transfer": gift, "reason": "再退"}
    said = errors(office, "reverseTransfer", home.manager_mandate.id, **again)
    assert said == [("ALREADY_REVERSED", ["transfer"])]
    said = errors(office, "reverseTransfer", home.manager_mandate.id, transfer=back["id"], reason="x")
    assert said == [("FORBIDDEN", ["actingAs"])]  # it is the enterprise that got these
    liaison = ask(home.district, home.liaison)
    said = errors(liaison, "reverseTransfer", home.mandate.id, transfer=back["id"], reason="x")
    assert said == [("IRREVERSIBLE", ["transfer"])]


def test_taking_the_act_back_is_refused_with_the_way_that_is_open(
    begun: Town, ask: Callable[..., Any]
) -> None:
    home = begun.home
    asking = ask(home.district, home.liaison)
    [mine] = asking.data("{ acts { edges { node { id verb } } } }")["acts"]["edges"]
    assert mine["node"]["verb"] == "credits.transfer"
    before = everything_written(home)
    query = (
        "mutation($input: TakeBackInput!) { takeBack(input: $input) { act { id } errors { code message } } }"
    )
    said = {"actingAs": encode("Mandate", home.mandate.id), "act": mine["node"]["id"]}
    answer = asking.data(query, input=said)["takeBack"]
    assert answer["act"] is None and answer["errors"][0]["code"] == "ONLY_REVERSED"
    assert "Reverse it" in answer["errors"][0]["message"] and everything_written(home) == before


def test_limits_keep_what_is_left_out(begun: Town, ask: Callable[..., Any]) -> None:
    home = begun.home
    asking, whose = ask(home.district, home.secretary), encode("Enterprise", home.enterprise.id)
    asked = {"principal": whose, "floor": -50}
    one = do(asking, "setCreditLimits", home.secretary_mandate.id, **asked)["statement"]
    assert (one["balance"], one["floor"], one["ceiling"]) == (90, -50, None)
    two = do(asking, "setCreditLimits", home.secretary_mandate.id, principal=whose, ceiling=200)["statement"]
    assert (two["floor"], two["ceiling"]) == (-50, 200)
    three = do(asking, "setCreditLimits", home.secretary_mandate.id, principal=whose, floor=None)["statement"]
    assert (three["floor"], three["ceiling"]) == (None, 200)


def test_a_retry_gives_once(begun: Town, ask: Callable[..., Any]) -> None:
    home = begun.home
    with scope(home.district):
        category = encode("CreditCategory", a_category(home))
    said = {"receiver": encode("Principal", home.office.id), "amount": 5, "category": category}
    said |= {"idempotencyKey": "k", "expiresOn": (today() + timedelta(days=9)).isoformat()}
    asking = ask(home.district, home.liaison)
    first, second = (do(asking, "transferCredits", home.mandate.id, **said) for _ in range(2))
    assert first == second and first["transfer"]
    with scope(home.district):
        assert balance(home.enterprise.id) == 85
    said["amount"] = 6
    assert errors(asking, "transferCredits", home.mandate.id, **said) == [
        ("IDEMPOTENCY_KEY_REUSED", ["idempotencyKey"])
    ]


BAD: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("transferCredits", {"amount": 0}, "OUT_OF_RANGE", ["amount"]),
    ("transferCredits", {"amount": -1}, "OUT_OF_RANGE", ["amount"]),
    ("transferCredits", {"amount": 91}, "BALANCE_TOO_LOW", ["amount"]),
    ("transferCredits", {"receiver": "nonsense"}, "NOT_FOUND", ["receiver"]),
    ("transferCredits", {"receiver": encode("Principal", UUID(int=9))}, "NOT_FOUND", ["receiver"]),
    ("transferCredits", {"receiver": encode("Unit", UUID(int=9))}, "NOT_FOUND", ["receiver"]),
    ("transferCredits", {"receiver": "oneself"}, "SAME_PRINCIPAL", ["receiver"]),
    ("transferCredits", {"category": "nonsense"}, "NOT_FOUND", ["category"]),
    ("transferCredits", {"expiresOn": "2020-01-01"}, "IN_THE_PAST", ["expiresOn"]),
    ("transferCredits", {"reason": "长" * 301}, "TOO_LONG", ["reason"]),
    ("reverseTransfer", {"reason": "  "}, "REASON_MISSING", ["reason"]),
    ("reverseTransfer", {"transfer": encode("Transfer", UUID(int=9))}, "NOT_FOUND", ["transfer"]),
    ("reverseTransfer", {"transfer": ""}, "NOT_FOUND", ["transfer"]),
]


@pytest.mark.parametrize(("name", "said", "code", "path"), BAD, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused_by_field_and_nothing_is_half_done(
    begun: Town, ask: Callable[..., Any], name: str, said: dict[str, Any], code: str, path: list[str]
) -> None:
    home = begun.home
    with scope(home.district):
        category = encode("CreditCategory", a_category(home))
        first = encode("Transfer", Transfer.objects.get(entries__amount=100).id)
    right: dict[str, dict[str, Any]] = {
        "transferCredits": {
            "receiver": encode("Principal", home.office.id),
            "amount": 1,
            "category": category,
            "idempotencyKey": "bad",
        },
        "reverseTransfer": {"transfer": first, "reason": "误发"},
    }
    said = {k: encode("Enterprise", home.enterprise.id) if v == "oneself" else v for k, v in said.items()}
    before = everything_written(home, begun.next_door)
    asking = ask(home.district, home.liaison)
    assert errors(asking, name, home.mandate.id, **(right[name] | said)) == [(code, path)]
    assert everything_written(home, begun.next_door) == before


DENIED = ["the public", "an outsider", "the neighbour", "the manager as the enterprise"]


@pytest.mark.parametrize("who", DENIED)
def test_whoever_may_not_changes_nothing(begun: Town, ask: Callable[..., Any], who: str) -> None:
    home = begun.home
    account = {
        "the public": None,
        "an outsider": begun.outsider,
        "the neighbour": begun.neighbour,
        "the manager as the enterprise": home.manager,
    }[who]
    with scope(home.district):
        category = encode("CreditCategory", a_category(home))
        first = encode("Transfer", Transfer.objects.get(entries__amount=100).id)
    receiver = encode("Principal", home.office.id)
    tried: list[tuple[str, dict[str, Any]]] = [
        ("transferCredits", {"receiver": receiver, "amount": 1, "category": category}),
        ("reverseTransfer", {"transfer": first, "reason": "x"}),
        ("setCreditCategory", {"name": "新"}),
        ("setCreditRule", {"listingCategory": "ROOM", "creditsPerUnit": 1, "category": category}),
        ("dropCreditRule", {"rule": encode("CreditRule", UUID(int=1))}),
        ("setCreditLimits", {"principal": receiver, "ceiling": 5}),
    ]
    asking = ask(home.district, account)
    before = everything_written(home, begun.next_door)
    for name, said in tried:
        refused = errors(asking, name, home.mandate.id, **said, idempotencyKey="d")
        assert refused == [("FORBIDDEN", ["actingAs"])], name
    liaison = ask(home.district, home.liaison)
    for name, said in tried[2:]:
        assert errors(liaison, name, home.mandate.id, **said) == [("FORBIDDEN", ["actingAs"])], name
    assert everything_written(home, begun.next_door) == before


def test_the_neighbours_ids_answer_like_ids_that_never_were(begun: Town, ask: Callable[..., Any]) -> None:
    home, other = begun.home, begun.next_door
    with scope(other.district):
        foreign = issued(other, 7)
        category = a_category(other)
    with scope(home.district):
        own = encode("CreditCategory", a_category(home))
    keeping = ask(home.district, home.secretary)
    before = everything_written(home, other)
    for never in (False, True):
        key = {name: UUID(int=5) if never else one for name, one in (
            ("transfer", foreign.id), ("category", category), ("receiver", other.enterprise.id)
        )}  # fmt: skip
        answers = [
            errors(
                keeping,
                "reverseTransfer",
                home.secretary_mandate.id,
                transfer=encode("Transfer", key["transfer"]),
                reason="x",
            ),
            errors(
                keeping,
                "transferCredits",
                home.secretary_mandate.id,
                receiver=encode("Enterprise", key["receiver"]),
                amount=1,
                category=own,
            ),
            errors(
                keeping,
                "transferCredits",
                home.secretary_mandate.id,
                receiver=encode("Enterprise", home.enterprise.id),
                amount=1,
                category=encode("CreditCategory", key["category"]),
            ),
        ]
        assert answers == [
            [("NOT_FOUND", ["transfer"])],
            [("NOT_FOUND", ["receiver"])],
            [("NOT_FOUND", ["category"])],
        ]
        ids = [encode("Transfer", key["transfer"]), encode("CreditCategory", key["category"])]
        nodes = keeping.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["nodes"]
        assert nodes == [None, None]
    assert everything_written(home, other) == before
