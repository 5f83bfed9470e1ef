"""What happens at the same moment, over real connections."""

import random
import threading
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from alliance.ledger.models import Transfer
from alliance.matching.actions import accept, cancel, confirm, deliver, propose
from alliance.matching.models import Exchange, Match
from alliance.matching.rules import Proposal
from alliance.resources.models import Listing
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import District
from tests.alliance.matching.test_crediting import ROOM, a_rule
from tests.factories.credits import assert_books_balance, balance
from tests.factories.exchanges import Member, Two, a_match, a_member, an_exchange, an_offer
from tests.factories.listings import a_listing

ROUNDS, TAKERS = 250, 4


class Together:
    """So many threads, each with a connection of its own; `run` lets them begin at the same moment."""

    def __init__(self, district: District, size: int) -> None:
        self.district, self.size = district, size
        self.barrier = threading.Barrier(size + 1)
        self.tasks: Sequence[Callable[[], Any] | None] = []
        self.answers: list[Any] = []
        self.threads = [threading.Thread(target=self._work, args=[place]) for place in range(size)]
        for thread in self.threads:
            thread.start()

    def _work(self, place: int) -> None:
        try:
            while True:
                self.barrier.wait(60)
                task = self.tasks[place]
                if task is None:
                    return
                try:
                    with scope(self.district):
                        self.answers[place] = task()
                except Refusal as refused:
                    self.answers[place] = refused.code
                except Exception as error:
                    self.answers[place] = error
                self.barrier.wait(60)
        finally:
            connection.close()

    def run(self, *tasks: Callable[[], Any]) -> list[Any]:
        self.tasks, self.answers = tasks, [None] * self.size
        self.barrier.wait(60)
        self.barrier.wait(60)
        return self.answers

    def end(self) -> None:
        self.tasks = [None] * self.size
        self.barrier.wait(60)
        for thread in self.threads:
            thread.join(20)


def proposals(offer: Listing, takers: Sequence[Member], amounts: Sequence[int]) -> list[Match]:
    """What the offer's owner proposed to each; written at once, since it is not what is tried here."""
    return Match.objects.bulk_create(
        Match(
            offer=offer,
            giver_id=offer.owner_id,
            taker_id=taker.enterprise.id,
            proposer_id=offer.owner_id,
            quantity=Decimal(amount),
        )
        for taker, amount in zip(takers, amounts, strict=True)
    )


def test_a_thousand_takers_never_get_more_than_there_is_nor_less_than_could_be(two: Two) -> None:
    """Each round is an offer of its own; some amounts fit together, some do not."""
    home, dice = two.town.home, random.Random(7)
    with scope(home.district):
        takers = [a_member(f"单位{number}") for number in range(TAKERS)]
    together = Together(home.district, TAKERS)
    try:
        for _round in range(ROUNDS):
            quantity = dice.randint(1, 6)
            amounts = [dice.randint(1, quantity) for _ in takers]
            with scope(home.district), transaction.atomic():
                offer = Listing.objects.create(
                    kind="OFFER", title="路演厅", owner_id=home.enterprise.id, quantity=quantity
                )
                matches = proposals(offer, takers, amounts)
            answers = together.run(
                *[
                    partial(accept, by=taker.author, match_id=match.id)
                    for taker, match in zip(takers, matches, strict=True)
                ]
            )
            with scope(home.district):
                offer.refresh_from_db()
                taken = [
                    amount for amount, said in zip(amounts, answers, strict=True) if isinstance(said, UUID)
                ]
                left = quantity - sum(taken)
                assert sum(taken) == offer.taken <= quantity
                assert Exchange.objects.filter(offer=offer).count() == len(taken) >= 1
                for amount, said in zip(amounts, answers, strict=True):
                    if not isinstance(said, UUID):
                        assert said in ("NOT_ENOUGH_LEFT", "NOT_OPEN") and amount > left, answers
                assert offer.state == ("OPEN" if left else "PROMISED")
    finally:
        together.end()


def test_one_thing_goes_to_exactly_one(two: Two) -> None:
    home = two.town.home
    with scope(home.district):
        takers = [a_member(f"单位{number}") for number in range(TAKERS)]
    together = Together(home.district, TAKERS)
    try:
        for _round in range(10):
            with scope(home.district):
                offer = an_offer(two, None)
                for taker in takers:
                    a_match(two, offer, by=taker)
                matches = list(Match.objects.filter(offer=offer))
            answers = together.run(
                *[partial(accept, by=two.giver.author, match_id=match.id) for match in matches]
            )
            assert sorted(map(str, answers))[-3:] == ["NOT_OPEN"] * 3
            with scope(home.district):
                assert Exchange.objects.filter(offer=offer).count() == 1
    finally:
        together.end()


def test_both_confirm_at_once_and_one_transfer_is_made(two: Two) -> None:
    home = two.town.home
    with scope(home.district):
        a_rule(two)
    together = Together(home.district, 4)
    by = (two.giver.author, two.taker.author) * 2
    try:
        for number in range(1, 26):
            with scope(home.district):
                exchange = an_exchange(two, "DELIVERED", an_offer(two, 1, **ROOM))
            answers = together.run(*[partial(confirm, by=one, exchange_id=exchange.id) for one in by])
            assert sorted(map(str, answers)) == sorted([str(exchange.id)] * 2 + ["WRONG_STATE"] * 2)
            with scope(home.district):
                found = Exchange.objects.get(id=exchange.id)
                assert found.state == "CONFIRMED"
                assert Transfer.objects.filter(about_id=exchange.id).get().id == found.transfer_id
                assert Transfer.objects.count() == number
        with scope(home.district):
            assert balance(two.giver.enterprise.id) == 250
            assert_books_balance()
    finally:
        together.end()


def test_of_deliver_and_cancel_at_once_one_happens(two: Two) -> None:
    home = two.town.home
    together = Together(home.district, 2)
    try:
        for _round in range(15):
            with scope(home.district):
                exchange = an_exchange(two, "AGREED", an_offer(two, 1))
            answers = together.run(
                partial(deliver, by=two.giver.author, exchange_id=exchange.id),
                partial(cancel, by=two.taker.author, exchange_id=exchange.id),
            )
            assert sorted(map(str, answers)) == sorted([str(exchange.id), "WRONG_STATE"])
    finally:
        together.end()


def test_exchanges_both_ways_at_once_do_not_wait_in_a_circle(two: Two) -> None:
    """Each of two gives the other something and takes something, each with a want of its own."""
    home = two.town.home
    together = Together(home.district, 2)
    sides = (two.giver, two.taker)
    try:
        for _round in range(15):
            with scope(home.district):
                matches = [_crossed(giver, taker) for giver, taker in (sides, sides[::-1])]
            answers = together.run(
                *[
                    partial(accept, by=by.author, match_id=match)
                    for by, match in zip(sides, matches, strict=True)
                ]
            )
            assert answers == matches
    finally:
        together.end()


def _crossed(giver: Member, taker: Member) -> UUID:
    want = a_listing(taker.author, "需求", kind="WANT")
    offer = a_listing(giver.author, "资源", quantity=Decimal(1))
    return propose(by=taker.author, proposal=Proposal(offer=offer.id, want=want.id, quantity=Decimal(1)))


def test_of_two_who_propose_the_same_at_once_one_does(two: Two) -> None:
    home = two.town.home
    together = Together(home.district, 2)
    try:
        for _round in range(10):
            with scope(home.district):
                offer = an_offer(two)
            asked = partial(
                propose, by=two.taker.author, proposal=Proposal(offer=offer.id, quantity=Decimal(1))
            )
            answers = together.run(asked, asked)
            assert sum(isinstance(one, UUID) for one in answers) == 1 and "ALREADY_PROPOSED" in answers
    finally:
        together.end()
