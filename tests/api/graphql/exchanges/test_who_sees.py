"""What two sides speak of is theirs and the secretariat's; others see nothing of it and change nothing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from alliance.matching.actions import accept, dispute
from alliance.matching.models import Exchange, Match
from alliance.notices.models import Notice
from alliance.resources.models import Listing
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, IdempotencyKey, OutboxEvent, Principal
from tests.api.graphql.exchanges.test_story import Doing
from tests.factories.exchanges import Two, a_match, an_exchange, an_offer
from tests.factories.ground import a_mandate, an_account
from tests.factories.listings import a_listing, for_named

LISTS = """{ matches { totalCount edges { node { id message } } }
  exchanges { totalCount edges { node { id dispute } } } }"""
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
ABOUT = "query($id: ID!) { node(id: $id) { ... on Listing { title matches { totalCount } } } }"


def everything_written(two: Two) -> list[Any]:
    counted: list[Any] = []
    for side in (two.town.home, two.town.next_door):
        with scope(side.district):
            tables = (Act, Notice, OutboxEvent, IdempotencyKey)
            counted.append([table.objects.count() for table in tables])  # type: ignore[attr-defined]
            for table in (Match, Exchange, Listing):
                counted.append(list(table.objects.order_by("id").values()))  # type: ignore[attr-defined]
    return counted


@pytest.fixture
def disputed(two: Two) -> tuple[str, str, str]:
    """The ids of an offer, of a proposal that waits, and of an exchange in dispute."""
    with scope(two.town.home.district):
        offer = an_offer(two)
        exchange = an_exchange(two, "DISPUTED", offer)
        match = a_match(two, offer, message="只给你看")
    return encode("Listing", offer.id), encode("Match", match.id), encode("Exchange", exchange.id)


def people(two: Two) -> dict[str, tuple[Any, UUID]]:
    """Account, and the mandate it names."""
    home, door = two.town.home, two.town.next_door
    with scope(home.district):
        sub_district = an_account("sub-district")
        office = Principal.objects.create(kind="SUB_DISTRICT", name="街道")
        reads = a_mandate(sub_district, office.id, "SUB_DISTRICT")
    return {
        "public": (None, two.taker.mandate.id),
        "outsider": (two.town.outsider, two.taker.mandate.id),
        "neighbour": (two.town.neighbour, door.mandate.id),
        "neighbour guessing": (two.town.neighbour, two.giver.mandate.id),
        "third": (two.third.account, two.third.mandate.id),
        "manager": (home.manager, home.manager_mandate.id),
        "sub-district": (sub_district, reads.id),
    }


def test_both_sides_and_the_secretariat_see_it(two: Two, ask: Callable[..., Any], disputed: Any) -> None:
    home = two.town.home.district
    offer, match, exchange = disputed
    for account in (two.giver.account, two.taker.account, two.town.home.secretary):
        asking = ask(home, account)
        lists = asking.data(LISTS)
        assert lists["matches"]["totalCount"] == 2 and lists["exchanges"]["totalCount"] == 1
        assert asking.data(NODES, ids=[match, exchange])["nodes"] == [{"id": match}, {"id": exchange}]
    about = {
        account.login: ask(home, account).data(ABOUT, id=offer)["node"]["matches"]
        for account in (two.giver.account, two.taker.account, two.town.home.secretary)
    }
    assert about["友邻公司"] is None  # the offer is not the taker's
    assert about["insider-liaison"] == about["insider-secretary"] == {"totalCount": 2}


def test_nobody_else_sees_or_changes_anything(two: Two, ask: Callable[..., Any], disputed: Any) -> None:
    home = two.town.home.district
    offer, match, exchange = disputed
    every = people(two)
    with scope(home):
        want = encode("Listing", a_listing(two.taker.author, "找路演厅", kind="WANT").id)
    before = everything_written(two)
    for who, (account, mandate) in every.items():
        for district in (home, two.town.next_door.district):
            asking = ask(district, account)
            lists = asking.data(LISTS)
            assert [lists[name]["totalCount"] for name in lists] == [0, 0], who
            assert asking.data(NODES, ids=[match, exchange])["nodes"] == [None, None], who
        asking = ask(home, account)
        about = asking.data(ABOUT, id=offer)["node"]
        assert about["matches"] is None, who
        doing = Doing(asking, type("Named", (), {"id": mandate}))
        expected = {"NOT_FOUND"} if who in ("third", "manager") else {"FORBIDDEN"}
        for name in ("acceptMatch", "declineMatch", "withdrawMatch"):
            assert {doing.code(name, id=match, idempotencyKey="k")} == expected, (who, name)
        for name in ("deliverExchange", "confirmExchange", "cancelExchange"):
            assert {doing.code(name, id=exchange, idempotencyKey="k")} == expected, (who, name)
        assert {doing.code("disputeExchange", id=exchange, text="x")} == expected
        assert doing.code("settleExchange", id=exchange, text="x", outcome="DELIVERED") == "FORBIDDEN"
        assert doing.code("proposeMatch", offer=offer, want=want, quantity=1) == "FORBIDDEN"
    assert everything_written(two) == before


def test_ids_of_next_door_answer_like_ids_that_never_were(
    two: Two, ask: Callable[..., Any], disputed: Any
) -> None:
    door = two.town.next_door
    doing = Doing(ask(door.district, door.liaison), door.mandate)
    before = everything_written(two)
    offer, match, exchange = disputed
    for id in (match, encode("Match", UUID(int=7)), exchange, "nonsense", ""):
        answer = doing("acceptMatch", id=id)
        assert [(one["code"], one["path"]) for one in answer["errors"]] == [("NOT_FOUND", ["id"])]
    for id in (exchange, encode("Exchange", UUID(int=7)), match):
        assert doing.code("confirmExchange", id=id) == "NOT_FOUND"
    for id in (offer, encode("Listing", UUID(int=7))):
        assert doing.code("proposeMatch", offer=id, quantity=1) == "NOT_FOUND"
    assert everything_written(two) == before


def test_the_secretariat_reads_what_it_is_about_once_it_is_to_settle(
    two: Two, ask: Callable[..., Any]
) -> None:
    home = two.town.home
    with scope(home.district):
        offer = an_offer(two, **for_named(two.taker.enterprise.id))
        match = a_match(two, offer, quantity=Decimal(1))
    asking = ask(home.district, home.secretary)
    query = "{ matches { edges { node { offer { title } exchange { offer { title } } } } } }"

    def seen() -> Any:
        return asking.data(query)["matches"]["edges"][0]["node"]

    assert seen() == {"offer": None, "exchange": None}
    with scope(home.district):
        accept(by=two.giver.author, match_id=match.id)
        exchange = Exchange.objects.get()
        dispute(by=two.giver.author, exchange_id=exchange.id, text="没有来。")
    assert seen()["exchange"] == {"offer": {"title": "路演厅"}}
    assert ask(home.district, two.taker.account).data(query)["matches"]["edges"][0]["node"]["offer"] == {
        "title": "路演厅"
    }
