"""Lists of proposals and exchanges: pages both ways, filters, and a price that does not grow."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from alliance.matching.actions import propose
from alliance.matching.models import Exchange, Match
from alliance.matching.rules import Proposal
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tests.factories.exchanges import Two, a_match, a_member, an_exchange, an_offer
from tests.factories.listings import a_listing

MATCHES = """query($first: Int, $after: String, $last: Int, $before: String, $filter: MatchFilter) {
  matches(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    totalCount edges { node { id quantity } } pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
} }"""
EXCHANGES = """query($first: Int, $after: String, $last: Int, $before: String, $filter: ExchangeFilter) {
  exchanges(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    totalCount edges { node { id quantity } } pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
} }"""
WHOLE = """{ matches(first: 100) { edges { node {
    offer { title tags { label } } want { title } giver { label } taker { label } proposer { label } awaitsYou
    exchange { state credits offer { title } } } } }
  exchanges(first: 100) { edges { node { match { message } offer { title } want { title } credits
    giver { label } taker { label } disputedBy { label } } } }
  listings(first: 100, filter: {states: [OPEN, PROMISED, DONE]}) { edges { node {
    title matches(first: 3) { totalCount edges { node { taker { label } } } } } } } }"""


def quantities(asking: Any, query: str, **asked: Any) -> list[float]:
    [found] = asking.data(query, **asked).values()
    return [edge["node"]["quantity"] for edge in found["edges"]]


def test_pages_go_both_ways_latest_first(two: Two, ask: Callable[..., Any]) -> None:
    with scope(two.town.home.district):
        for number in range(1, 6):
            an_exchange(two, "AGREED", an_offer(two, 9), quantity=Decimal(number))
    asking = ask(two.town.home.district, two.taker.account)
    for query in (MATCHES, EXCHANGES):
        assert quantities(asking, query) == [5, 4, 3, 2, 1]
        [page] = asking.data(query, first=2).values()
        assert page["totalCount"] == 5 and page["pageInfo"]["hasNextPage"]
        end = page["pageInfo"]["endCursor"]
        assert quantities(asking, query, first=2, after=end) == [3, 2]
        assert quantities(asking, query, last=1, before=end) == [5]
        assert quantities(asking, query, last=2) == [2, 1]
    assert asking.code(MATCHES, after="nonsense") == "BAD_CURSOR"
    [page] = asking.data(EXCHANGES, first=1).values()
    assert asking.code(MATCHES, after=page["pageInfo"]["endCursor"]) == "BAD_CURSOR"


def test_filters_narrow(two: Two, ask: Callable[..., Any]) -> None:
    home = two.town.home
    with scope(home.district):
        offer, other = an_offer(two, 9), an_offer(two, 9)
        want = a_listing(two.taker.author, "找路演厅", kind="WANT", quantity=Decimal(9), measure="场")
        an_exchange(two, "CONFIRMED", offer, quantity=Decimal(1), want=want.id)
        a_match(two, offer, quantity=Decimal(2))
        a_match(two, other, quantity=Decimal(3), by=two.giver, want=want.id)
        secretariats = a_listing(home.as_secretary, "联盟会议室", quantity=Decimal(4))
        a_match(two, secretariats, quantity=Decimal(4))
    taker, secretary = (ask(home.district, one) for one in (two.taker.account, home.secretary))

    def found(asking: Any, query: str = MATCHES, **wishes: Any) -> list[float]:
        return quantities(asking, query, filter=wishes)

    assert found(taker) == found(secretary) == [4, 3, 2, 1]
    assert found(taker, states=["PROPOSED"]) == [4, 3, 2] and found(taker, states=[]) == []
    assert found(taker, listing=encode("Listing", offer.id)) == [2, 1]
    assert found(taker, listing=encode("Listing", want.id)) == [3, 1]
    assert found(taker, listing="nonsense") == []
    assert found(taker, awaitingYou=True) == [3] and found(secretary, awaitingYou=True) == [4]
    assert found(taker, mine=True) == [4, 3, 2, 1] and found(secretary, mine=True) == [4]
    assert found(taker, mine=False, awaitingYou=False) == [4, 3, 2, 1]
    assert found(secretary, EXCHANGES) == [1] and found(secretary, EXCHANGES, mine=True) == []
    assert found(taker, EXCHANGES, states=["CONFIRMED"], listing=encode("Listing", want.id)) == [1]
    assert found(taker, EXCHANGES, states=["AGREED"]) == []


def test_statements_do_not_grow_with_rows(two: Two, ask: Callable[..., Any]) -> None:
    home = two.town.home

    def another(number: int) -> None:
        member = a_member(f"单位{number}")
        offer = an_offer(two, 2, tags=(f"标签{number}",))
        want = a_listing(member.author, f"需求{number}", kind="WANT")
        proposal = Proposal(offer=offer.id, want=want.id, quantity=Decimal(1))
        propose(by=member.author, proposal=proposal)
        an_exchange(two, "DISPUTED", offer, quantity=Decimal(1))

    for account in (home.liaison, home.secretary):
        asking = ask(home.district, account)
        with scope(home.district):
            first = Match.objects.count()
            another(first)
        asking.data(WHOLE), asking.data(WHOLE)
        spent = asking.statements
        with scope(home.district):
            for number in range(first + 1, first + 6):
                another(number)
        answer = asking.data(WHOLE)
        assert asking.statements == spent <= 42
        with scope(home.district):
            assert len(answer["matches"]["edges"]) == Match.objects.count()
            assert len(answer["exchanges"]["edges"]) == Exchange.objects.count()
        offers = [edge["node"] for edge in answer["listings"]["edges"] if edge["node"]["title"] == "路演厅"]
        assert all(one["matches"]["totalCount"] == 2 for one in offers) and len(offers) >= 6
