"""A statement as its owner reads it: month by month, line by line, and nobody else's."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from graphql import GraphQLEnumType, GraphQLObjectType

from alliance.ledger.actions import credit_in, expire_due, reverse
from alliance.ledger.models import Entry, Transfer
from alliance.resources.models import Audience
from api.graphql.ids import encode
from api.graphql.schema import schema
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import Account, Principal
from tests.factories.credits import a_category, given, issued
from tests.factories.ground import a_mandate, an_account, an_enterprise
from tests.factories.listings import a_listing
from tests.factories.town import Town

STATEMENT = """
query($principal: ID!, $month: String!, $first: Int, $after: String, $last: Int, $before: String) {
  creditStatement(principal: $principal, month: $month) {
    principal { label } month opening received given closing balance floor ceiling
    entries(first: $first, after: $after, last: $last, before: $before) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { node {
        id on amount balance expiresOn counterparty { label }
        transfer {
          id kind amount reason on expiresOn category { name } giver { label } receiver { label }
          about { __typename } reverses { reason } reversedBy { reason }
        }
      } }
  } }
}
"""
LINE = "{ on amount balance counterparty { label } transfer { kind reason } }"


def noon(year: int, month: int, day: int) -> time_machine.travel:
    return time_machine.travel(f"{year}-{month:02}-{day:02} 12:00:00+08:00", tick=False)


@pytest.fixture
def told(town: Town) -> Iterator[Town]:
    """From December to February: issued, given on, reversed, expired."""
    home = town.home
    with scope(home.district):
        with noon(2026, 12, 31):
            issued(home, 100, reason="开办")
        with noon(2027, 1, 1):
            given(home, home.as_liaison, home.office.id, 30, reason="借用会议室")
            issued(home, 20, expires_on=date(2027, 1, 31))
        with noon(2027, 1, 31):
            wrong = given(home, home.as_liaison, home.office.id, 5)
            reverse(by=home.as_manager, transfer_id=wrong.id, reason="不需要")
        with noon(2027, 2, 1):
            given(home, home.as_liaison, home.office.id, 80)
            expire_due(date(2027, 2, 1))
    with noon(2027, 2, 2):
        yield town


def mine(town: Town) -> str:
    return encode("Enterprise", town.home.enterprise.id)


def test_a_statement_goes_from_month_to_month(told: Town, ask: Callable[..., Any]) -> None:
    asking = ask(told.home.district, told.insider)
    sums = []
    for month in ("2026-11", "2026-12", "2027-01", "2027-02", "2027-03"):
        page = asking.data(STATEMENT, principal=mine(told), month=month)["creditStatement"]
        numbers = [page[name] for name in ("opening", "received", "given", "closing")]
        sums.append((*numbers, page["entries"]["totalCount"]))
        assert (
            page["month"] == month and page["balance"] == 5 and (page["floor"], page["ceiling"]) == (0, None)
        )
        lines = [edge["node"] for edge in page["entries"]["edges"]]
        balances = [line["balance"] for line in lines]
        assert not balances or balances[-1] == page["closing"]
    # February's gift came from the oldest: 65 of the first 100, and 15 of the 20 that expire. 5 of those
    # were left,
    # and the 5 that had come back.
    assert sums == [
        (0, 0, 0, 0, 0),
        (0, 100, 0, 100, 1),
        (100, 25, 35, 90, 4),
        (90, 0, 85, 5, 2),
        (5, 0, 0, 5, 0),
    ]


def test_each_line_says_who_what_for_and_what_was_held_then(told: Town, ask: Callable[..., Any]) -> None:
    asking = ask(told.home.district, told.insider)
    january = asking.data(STATEMENT, principal=mine(told), month="2027-01")["creditStatement"]
    lines = [edge["node"] for edge in january["entries"]["edges"]]
    assert [
        (line["on"], line["amount"], line["balance"], line["counterparty"]["label"]) for line in lines
    ] == [
        ("2027-01-01", -30, 70, "物业服务中心"),
        ("2027-01-01", 20, 90, "联盟秘书处"),
        ("2027-01-31", -5, 85, "物业服务中心"),
        ("2027-01-31", 5, 90, "物业服务中心"),
    ]
    first, second, wrong, back = (line["transfer"] for line in lines)
    name = told.home.enterprise.name
    assert (first["giver"]["label"], first["receiver"]["label"], first["amount"]) == (
        name,
        "物业服务中心",
        30,
    )
    assert (first["reason"], first["category"]["name"], first["kind"]) == ("借用会议室", "场地共享", "GIVEN")
    assert lines[1]["expiresOn"] == second["expiresOn"] == "2027-01-31" and second["reason"] is None
    assert wrong["reversedBy"] == {"reason": "不需要"} and back["kind"] == "REVERSAL"
    assert back["reverses"] == {"reason": None}
    february = asking.data(STATEMENT, principal=mine(told), month="2027-02")["creditStatement"]
    last = february["entries"]["edges"][-1]["node"]
    assert (last["amount"], last["transfer"]["kind"], last["balance"]) == (-5, "EXPIRY", 5)


def test_pages_of_a_statement_go_both_ways(told: Town, ask: Callable[..., Any]) -> None:
    asking = ask(told.home.district, told.insider)

    def amounts(**page: Any) -> tuple[list[int], list[int], dict[str, Any]]:
        asked = asking.data(STATEMENT, principal=mine(told), month="2027-01", **page)["creditStatement"]
        lines = [edge["node"] for edge in asked["entries"]["edges"]]
        info = asked["entries"]["pageInfo"]
        return [line["amount"] for line in lines], [line["balance"] for line in lines], info

    found, balances, info = amounts(first=2)
    assert (found, balances, info["hasNextPage"]) == ([-30, 20], [70, 90], True)
    found, balances, info = amounts(first=2, after=info["endCursor"])
    assert (found, balances, info["hasNextPage"]) == ([-5, 5], [85, 90], False)
    found, balances, info = amounts(last=1, before=info["startCursor"])
    assert (found, balances, info["hasPreviousPage"]) == ([20], [90], True)


WHO = {
    None: False,
    "outsider": False,
    "neighbour-liaison": False,
    "neighbour-secretary": False,
    "insider-liaison": True,
    "insider-manager": False,  # has one of its own
    "insider-secretary": True,
    "stranger": False,
    "street": False,
}


@pytest.mark.parametrize("login", WHO)
def test_a_statement_is_for_its_owner_and_the_secretariat(
    told: Town, ask: Callable[..., Any], login: str | None
) -> None:
    home = told.home
    with scope(home.district):
        a_mandate(an_account("stranger"), an_enterprise("别家公司").id)
        street = Principal.objects.create(kind="SUB_DISTRICT", name="街道办")
        a_mandate(an_account("street"), street.id, "SUB_DISTRICT")
        enterprise = Entry.objects.filter(holding__principal=home.enterprise.id)
        entry = enterprise.earliest("day", "id")
        ids = [encode("CreditEntry", entry.id), encode("Transfer", entry.transfer_id)]
    asking = ask(home.district, Account.objects.get(login=login) if login else None)
    for whose in (mine(told), encode("Principal", home.enterprise.id)):
        page = asking.data(STATEMENT, principal=whose, month="2027-01")["creditStatement"]
        assert bool(page) == WHO[login]
    nodes = asking.data("query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", ids=ids)["nodes"]
    assert [bool(node) for node in nodes] == [WHO[login]] * 2


def test_the_other_side_sees_the_transfer_but_not_what_was_held(told: Town, ask: Callable[..., Any]) -> None:
    home = told.home
    with scope(home.district):
        shared = Transfer.objects.get(reason="借用会议室")
        entries = {one.amount: encode("CreditEntry", one.id) for one in shared.entries.all()}
    asking = ask(home.district, home.manager)
    node = "query($id: ID!) { node(id: $id) { ... on Transfer { amount } ... on CreditEntry { balance } } }"
    assert asking.data(node, id=encode("Transfer", shared.id))["node"] == {"amount": 30}
    assert asking.data(node, id=entries[30])["node"] == {"balance": 30}
    assert asking.data(node, id=entries[-30])["node"] is None


def test_what_is_no_month_or_nobody(told: Town, ask: Callable[..., Any]) -> None:
    asking = ask(told.home.district, told.home.secretary)
    for month in ("", "2027", "2027-13", "2027-1", "0001-01", "9999-12", "2027-01-01", "２０２７-01"):
        assert asking.code(STATEMENT, principal=mine(told), month=month) == "OUT_OF_RANGE"
    assert asking.data(STATEMENT, principal=mine(told), month="2999-12")["creditStatement"]["opening"] == 5
    foreign = encode("Principal", told.next_door.office.id)
    for whose in ("", "nonsense", foreign, encode("Unit", told.home.unit.id)):
        assert asking.data(STATEMENT, principal=whose, month="2027-01") == {"creditStatement": None}


def test_what_credits_are_for_is_told_to_those_who_may_see_it(told: Town, ask: Callable[..., Any]) -> None:
    home = told.home
    with scope(home.district):
        hidden = a_listing(
            home.as_liaison, "内部", audience=Audience.NAMED, named=frozenset({home.enterprise.id})
        )
        category = a_category(home)
        with act("exchange.confirm", by=OPERATOR) as record:
            for about in (("Listing", hidden.id), ("Exchange", hidden.id)):
                credit_in(
                    record,
                    giver_id=home.office.id,
                    receiver_id=home.enterprise.id,
                    amount=1,
                    category_id=category,
                    about=about,
                )
    abouts = []
    for account, principal in ((told.insider, home.enterprise.id), (home.manager, home.office.id)):
        whose = encode("Principal", principal)
        page = ask(home.district, account).data(STATEMENT, principal=whose, month="2027-02")
        lines = [edge["node"] for edge in page["creditStatement"]["entries"]["edges"][-2:]]
        abouts.append([line["transfer"]["about"] for line in lines])
    assert abouts == [[{"__typename": "Listing"}, None], [None, None]]


def test_statements_do_not_grow_with_lines(told: Town, ask: Callable[..., Any]) -> None:
    home, asking = told.home, ask(told.home.district, told.insider)
    asking.data(STATEMENT, principal=mine(told), month="2027-01")
    asking.data(STATEMENT, principal=mine(told), month="2027-01")
    few = asking.statements
    with scope(home.district), noon(2027, 1, 15):
        for number in range(8):
            issued(home, 10)
            other = an_enterprise(f"第{number}公司")
            made = given(home, home.as_liaison, other.id, 3)
            reverse(by=home.as_secretary, transfer_id=made.id, reason="试")
    page = asking.data(STATEMENT, principal=mine(told), month="2027-01", first=100)["creditStatement"]
    assert page["entries"]["totalCount"] == 28 and asking.statements == few == 24


def test_nobody_is_ranked() -> None:
    """No list can be sorted by what somebody holds, gave or got, and no list holds balances at all."""
    types = schema.graphql_schema.type_map
    money = {"balance", "credits", "received", "given", "closing"}
    orders = [one for name, one in types.items() if isinstance(one, GraphQLEnumType) and "Order" in name]
    assert orders and not any(
        word in value.lower() for one in orders for value in one.values for word in money
    )
    holders = {
        name
        for name, one in types.items()
        if isinstance(one, GraphQLObjectType)
        and any(str(one.fields[word].type).strip("!") in ("Int", "Float") for word in money & set(one.fields))
    }
    assert holders == {"CreditStatement", "CreditEntry", "Exchange"}  # the last: what one exchange credited
    for one in types.values():
        for field in getattr(one, "fields", {}).values():
            assert not (str(field.type).strip("!").startswith("[") and "CreditStatement" in str(field.type))
    arguments = schema.graphql_schema.query_type.fields["creditStatement"].args  # type: ignore[union-attr]
    assert set(arguments) == {"principal", "month"}
    assert not hasattr(Transfer, "holder") and "CreditStatementConnection" not in types
