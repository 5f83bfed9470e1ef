"""How an exchange goes on: each step from each state, by each side."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from alliance.matching.actions import (
    accept,
    cancel,
    confirm,
    decline,
    deliver,
    dispute,
    settle,
    settle_listings,
    withdraw,
)
from alliance.matching.models import Exchange, Match, Outcome
from alliance.notices.models import Notice, NoticeTarget
from alliance.resources.actions import close_listing, update_listing
from alliance.resources.models import Listing
from tenants.actions.undoing import take_back
from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tests.factories.exchanges import Two, a_match, an_exchange, an_offer
from tests.factories.listings import a_listing

STATES = ["AGREED", "DELIVERED", "CONFIRMED", "DISPUTED", "SETTLED", "NOT_DELIVERED", "CANCELLED"]
# step → who takes it, from which states
STEPS: dict[str, tuple[set[str], set[str]]] = {
    "deliver": ({"giver"}, {"AGREED"}),
    "confirm": ({"giver", "taker"}, {"DELIVERED"}),
    "cancel": ({"giver", "taker"}, {"AGREED"}),
    "dispute": ({"giver", "taker"}, {"AGREED", "DELIVERED"}),
    "settle": ({"secretariat"}, {"DISPUTED"}),
}
WHO = ["giver", "taker", "third", "secretariat", "manager"]


def author(two: Two, who: str) -> Author:
    home = two.town.home
    return {
        "giver": two.giver.author,
        "taker": two.taker.author,
        "third": two.third.author,
        "secretariat": home.as_secretary,
        "manager": home.as_manager,
    }[who]


def take(step: str, by: Author, exchange: Exchange, **said: Any) -> Any:
    steps: dict[str, Callable[..., Any]] = {
        "deliver": deliver,
        "confirm": confirm,
        "cancel": cancel,
        "dispute": lambda **given: dispute(text="没有来。", **given),
        "settle": lambda **given: settle(text="已核实。", outcome=Outcome.DELIVERED, **given),
    }
    return steps[step](by=by, exchange_id=exchange.id, **said)


def everything() -> list[Any]:
    rows = [list(table.objects.order_by("id").values()) for table in (Match, Exchange, Listing)]  # type: ignore[attr-defined]
    return [*rows, Act.objects.count(), Notice.objects.count(), OutboxEvent.objects.count()]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_for_some_and_from_some_states(two: Two, step: str, state: str) -> None:
    whose, begins = STEPS[step]
    with scope(two.town.home.district):
        exchange = an_exchange(two, state)
        for who in WHO:
            if who in whose and state in begins:
                continue
            before = everything()
            with pytest.raises(Refusal) as error:
                take(step, author(two, who), exchange)
            if who in whose:
                assert error.value.code == "WRONG_STATE"
            else:
                seen = who in ("giver", "taker", "secretariat")
                assert error.value.code == ("FORBIDDEN" if seen else "NOT_FOUND"), who
            assert everything() == before
        if state in begins:
            with pytest.raises(Refusal, match="VERSION_CHANGED"):
                take(step, author(two, sorted(whose)[0]), exchange, expected_version=99)
            take(step, author(two, sorted(whose)[0]), exchange, expected_version=exchange.version)
            assert Exchange.objects.get().version == exchange.version + 1


@pytest.mark.parametrize("state", ["PROPOSED", "AGREED", "DECLINED", "WITHDRAWN"])
@pytest.mark.parametrize("answer", [accept, decline, withdraw], ids=["accept", "decline", "withdraw"])
def test_only_what_waits_is_answered_and_only_by_whom_it_waits_for(
    two: Two, answer: Callable[..., Any], state: str
) -> None:
    ways = {"AGREED": accept, "DECLINED": decline, "WITHDRAWN": withdraw}
    with scope(two.town.home.district):
        match = a_match(two)
        if state in ways:
            by = two.taker.author if state == "WITHDRAWN" else two.giver.author
            ways[state](by=by, match_id=match.id)
        asked = "taker" if answer is withdraw else "giver"
        for who in WHO:
            if who == asked and state == "PROPOSED":
                continue
            before = everything()
            with pytest.raises(Refusal) as error:
                answer(by=author(two, who), match_id=match.id)
            seen = who in ("giver", "taker", "secretariat")
            assert error.value.code == (
                "WRONG_STATE" if who == asked else "FORBIDDEN" if seen else "NOT_FOUND"
            )
            assert everything() == before
        if state == "PROPOSED":
            answer(by=author(two, asked), match_id=match.id)


def test_both_confirm_and_the_second_one_ends_it(two: Two) -> None:
    giver, taker = two.giver.author, two.taker.author
    with scope(two.town.home.district):
        exchange = an_exchange(two, "DELIVERED", an_offer(two, 1))
        confirm(by=taker, exchange_id=exchange.id)
        assert Exchange.objects.get().state == "DELIVERED"
        with pytest.raises(Refusal, match="WRONG_STATE"):
            confirm(by=taker, exchange_id=exchange.id)
        assert Listing.objects.get().state == "PROMISED"
        confirm(by=giver, exchange_id=exchange.id)
        done = Exchange.objects.get()
        assert done.state == "CONFIRMED" and done.taker_confirmed_at and done.giver_confirmed_at
        assert Listing.objects.get().state == "DONE" and done.transfer_id is None


def test_a_dispute_goes_to_the_other_side_and_the_secretariat_and_its_end_to_both(two: Two) -> None:
    sides = {two.giver.enterprise.id, two.taker.enterprise.id}
    with scope(two.town.home.district):
        an_exchange(two, "NOT_DELIVERED")
        disputed = NoticeTarget.objects.filter(notice__kind="exchange.disputed")
        to = {two.giver.enterprise.id, two.town.home.secretariat.id}
        assert set(disputed.values_list("principal_id", flat=True)) == to
        settled = NoticeTarget.objects.filter(notice__kind="exchange.settled")
        assert set(settled.values_list("principal_id", flat=True)) == sides
        found = Exchange.objects.get()
        assert (found.outcome, found.settlement, found.dispute) == (
            "NOT_DELIVERED",
            "已核实。",
            "没有来。",
        )


@pytest.mark.parametrize("text", ["", "  ", "字" * 1001, "a\0b"])
def test_a_dispute_and_a_settlement_say_something_that_can_be_kept(two: Two, text: str) -> None:
    with scope(two.town.home.district):
        exchange = an_exchange(two)
        with pytest.raises(Refusal) as error:
            dispute(by=two.taker.author, exchange_id=exchange.id, text=text)
        assert error.value.path == ("text",)
        dispute(by=two.taker.author, exchange_id=exchange.id, text="没有来。")
        with pytest.raises(Refusal) as error:
            settle(
                by=two.town.home.as_secretary,
                exchange_id=exchange.id,
                outcome=Outcome.DELIVERED,
                text=text,
            )
        assert error.value.path == ("text",) and Exchange.objects.get().state == "DISPUTED"


# quantity of the offer, what is taken of it, the states it goes through → the offer's state and what is taken
FOLLOWS = [
    (3, 1, "AGREED", "OPEN", 1),
    (3, 3, "AGREED", "PROMISED", 3),
    (3, 3, "DISPUTED", "PROMISED", 3),
    (3, 3, "CONFIRMED", "DONE", 3),
    (3, 1, "CONFIRMED", "OPEN", 1),
    (3, 3, "SETTLED", "DONE", 3),
    (3, 3, "NOT_DELIVERED", "OPEN", 0),
    (3, 3, "CANCELLED", "OPEN", 0),
    (None, None, "AGREED", "PROMISED", 0),
    (None, None, "CONFIRMED", "DONE", 0),
    (None, None, "CANCELLED", "OPEN", 0),
    (None, None, "NOT_DELIVERED", "OPEN", 0),
]


@pytest.mark.parametrize(("quantity", "taken", "state", "stands", "counted"), FOLLOWS)
def test_the_offer_stands_as_its_exchanges_say(
    two: Two, quantity: int | None, taken: int | None, state: str, stands: str, counted: int
) -> None:
    with scope(two.town.home.district):
        offer = an_offer(two, quantity)
        an_exchange(two, state, offer, quantity=Decimal(taken) if taken else None)
        offer.refresh_from_db()
        assert (offer.state, offer.taken) == (stands, counted)
        if stands == "OPEN":
            a_match(two, offer, by=two.third)
        else:
            with pytest.raises(Refusal, match="NOT_OPEN"):
                a_match(two, offer, by=two.third)


def test_a_want_is_met_by_as_much_as_it_asks_for(two: Two) -> None:
    giver, taker = two.giver.author, two.taker.author
    with scope(two.town.home.district):
        want = a_listing(taker, "找路演厅", kind="WANT", quantity=Decimal(3), measure="场")
        first = an_exchange(two, "AGREED", an_offer(two, 5), want=want.id, quantity=Decimal(1))
        assert Listing.objects.get(id=want.id).state == "OPEN"
        second = an_exchange(two, "AGREED", an_offer(two, 5), want=want.id, quantity=Decimal(2))
        assert Listing.objects.get(id=want.id).state == "PROMISED"
        late = an_offer(two, 5)
        with pytest.raises(Refusal, match="NOT_OPEN"):
            a_match(two, late, want=want.id)
        cancel(by=giver, exchange_id=second.id)
        assert Listing.objects.get(id=want.id).state == "OPEN"
        third = an_exchange(two, "CONFIRMED", late, want=want.id, quantity=Decimal(2))
        assert third.state == "CONFIRMED" and Listing.objects.get(id=want.id).state == "PROMISED"
        deliver(by=giver, exchange_id=first.id)
        confirm(by=giver, exchange_id=first.id)
        confirm(by=taker, exchange_id=first.id)
        assert Listing.objects.get(id=want.id).state == "DONE"


def test_what_was_closed_by_hand_stays_closed(two: Two) -> None:
    with scope(two.town.home.district):
        offer = an_offer(two, 1)
        exchange = an_exchange(two, "AGREED", offer)
        close_listing(by=two.giver.author, listing_id=offer.id)
        cancel(by=two.taker.author, exchange_id=exchange.id)
        assert Listing.objects.get().state == "CLOSED"


def test_an_act_taken_back_and_an_owner_with_more_to_give_are_followed(two: Two) -> None:
    giver = two.giver.author
    with scope(two.town.home.district):
        offer = an_offer(two, 2)
        an_exchange(two, "AGREED", offer)
        agreed = Act.objects.filter(verb="match.accept").latest("at")
        second = a_match(two, offer, by=two.third)
        accept(by=giver, match_id=second.id)
        assert Listing.objects.get().state == "PROMISED"
        take_back(by=giver, act_id=agreed.id)
        assert (
            Exchange.objects.get().match_id == second.id
            and Match.objects.get(id=agreed.changes.get(model="matching.Match").row).state == "PROPOSED"
        )
        settle_listings([offer.id])
        found = Listing.objects.get()
        assert (found.state, found.taken) == ("OPEN", 1)
        accept(by=giver, match_id=Match.objects.get(state="PROPOSED").id)
        assert Listing.objects.get().state == "PROMISED"
        update_listing(by=giver, listing_id=offer.id, changes={"quantity": Decimal(5)})
        settle_listings([offer.id])
        assert Listing.objects.get().state == "OPEN"
        acts = Act.objects.count()
        settle_listings([offer.id])
        assert Act.objects.count() == acts


def test_delivering_cannot_be_taken_back_once_somebody_confirmed(two: Two) -> None:
    with scope(two.town.home.district):
        exchange = an_exchange(two, "DELIVERED")
        confirm(by=two.taker.author, exchange_id=exchange.id)
        with pytest.raises(Refusal, match="BUILT_ON"):
            take_back(by=two.giver.author, act_id=Act.objects.get(verb="exchange.deliver").id)
        take_back(by=two.taker.author, act_id=Act.objects.get(verb="exchange.confirm").id)
        take_back(by=two.giver.author, act_id=Act.objects.get(verb="exchange.deliver").id)
        assert Exchange.objects.get().state == "AGREED"
