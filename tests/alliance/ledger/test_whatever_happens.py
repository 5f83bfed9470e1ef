"""Whatever is done, in whichever order, by however many at once: the books balance and all limits hold."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

import time_machine
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance.ledger.actions import expire_due, reverse, set_limits, transfer
from alliance.ledger.models import Entry, Holding, Transfer
from alliance.ledger.rules import left_over
from alliance.ledger.selectors import sides_of
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.factories.credits import a_category, assert_books_balance, balance
from tests.factories.ground import an_enterprise
from tests.factories.town import Side, Town, a_side

# What may be refused of what happens here. Not BUSY: nobody waits for another in a circle.
EXPECTED = {
    "BALANCE_TOO_LOW",
    "BALANCE_TOO_HIGH",
    "ALREADY_REVERSED",
    "IRREVERSIBLE",
    "PARTLY_EXPIRED",
    "OUT_OF_RANGE",
    "SAME_PRINCIPAL",
}
NUMBERS = count()
MEMBERS = 4  # and the secretariat, which is member 0
who = st.integers(0, MEMBERS)
STEPS = st.one_of(
    st.tuples(st.just("give"), who, who, st.integers(1, 60), st.none() | st.integers(0, 9)),
    st.tuples(st.just("give"), st.just(0), who, st.integers(1, 60), st.none() | st.integers(0, 9)),
    st.tuples(st.just("reverse"), st.integers(0, 30)),
    st.tuples(st.just("limit"), who, st.none() | st.integers(-40, 1), st.none() | st.integers(-1, 120)),
    st.tuples(st.just("expire")),
    st.tuples(st.just("wait"), st.integers(3, 9)),
)
quietly = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def players(side: Side) -> list[UUID]:
    return [side.secretariat.id, *(an_enterprise(f"成员{number}").id for number in range(MEMBERS))]


def step(all_: list[UUID], category: UUID, what: tuple[Any, ...]) -> None:
    """Do one thing as the operator, who may everything: what is refused here, the books refuse."""
    match what:
        case ("give", giver, receiver, amount, days):
            transfer(
                by=OPERATOR,
                giver_id=all_[giver],
                receiver_id=all_[receiver],
                amount=amount,
                category_id=category,
                expires_on=None if days is None else today() + timedelta(days=days),
            )
        case ("reverse", number):
            known = list(Transfer.objects.order_by("day", "id").values_list("id", flat=True))
            if known:
                reverse(by=OPERATOR, transfer_id=known[number % len(known)], reason="试")
        case ("limit", one, floor, ceiling):
            set_limits(by=OPERATOR, principal_id=all_[one], floor=floor, ceiling=ceiling)
        case ("expire",):
            expire_due(today())


def assert_nothing_overdue() -> None:
    """After an expiry: nothing is left of what is past its day, whoever holds it."""
    for holding in Holding.objects.all():
        left = left_over(sides_of(holding.id))
        assert sum(left.values()) == max(0, holding.balance)
        overdue = Entry.objects.filter(id__in=left, expires_on__lt=today())
        assert not overdue.exists(), "left past its day"


@given(steps=st.lists(STEPS, min_size=15, max_size=40))
@settings(quietly, max_examples=25)
def test_any_sequence_keeps_the_books(transactional_db: None, steps: list[tuple[Any, ...]]) -> None:
    number = next(NUMBERS)
    side = a_side(f"books-{number}", f"someone-{number}")
    with scope(side.district):
        category, all_ = a_category(side), players(side)
    now = today()
    for what in steps:
        if what[0] == "wait":
            now += timedelta(days=what[1])
            continue
        with time_machine.travel(now, tick=True):
            with scope(side.district):
                before = [balance(one) for one in all_], Transfer.objects.count(), Act.objects.count()
            try:
                with scope(side.district):
                    step(all_, category, what)
            except Refusal as refused:
                assert refused.code in EXPECTED, what
                with scope(side.district):
                    assert before[1:] == (Transfer.objects.count(), Act.objects.count())
            with scope(side.district):
                assert_books_balance()
                if what[0] == "expire":
                    assert_nothing_overdue()


def at_once(side: Side, tasks: list[Callable[[], Counter[str]]]) -> Counter[str]:
    """Each in a thread and connection of its own; how often everything was answered."""
    ready, answers = threading.Barrier(len(tasks)), Counter[str]()
    lock = threading.Lock()

    def run(task: Callable[[], Counter[str]]) -> None:
        try:
            ready.wait()
            found = task()
        except Exception as error:  # not lost with its thread
            found = Counter([repr(error)])
        finally:
            connection.close()
        with lock:
            answers.update(found)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


@given(seed=st.integers(0, 10_000))
@settings(quietly, max_examples=4)
def test_many_at_once_keep_the_books(transactional_db: None, seed: int) -> None:
    number = next(NUMBERS)
    side = a_side(f"crowd-{number}", f"crowd-{number}")
    with scope(side.district):
        category, all_ = a_category(side), players(side)

    def somebody(dice: random.Random) -> Counter[str]:
        answers = Counter[str]()
        for _ in range(15):
            one, other = dice.sample(range(MEMBERS + 1), 2)
            days = None if other == 0 else dice.choice([None, 0])
            what = dice.choice(
                [
                    ("give", one, other, dice.randrange(1, 60), days),
                    ("give", 0, one or 1, dice.randrange(1, 60), 0),
                    ("reverse", dice.randrange(30)),
                    ("limit", one, None if one == 0 else -dice.randrange(30), None),
                    ("expire",),
                ]
            )
            try:
                with scope(side.district):
                    step(all_, category, what)
                answers["done"] += 1
            except Refusal as refused:
                answers[refused.code] += 1
        return answers

    with scope(side.district):  # something that is past its day when they begin
        step(all_, category, ("give", 0, 1, 50, 0))
    with time_machine.travel(today() + timedelta(days=1), tick=True):
        answers = at_once(side, [partial(somebody, random.Random(seed + n)) for n in range(4)])
    assert set(answers) <= EXPECTED | {"done"}, answers
    with scope(side.district):
        assert_books_balance()


def test_of_all_who_spend_the_same_credits_at_once_one_does(town: Town) -> None:
    home = town.home
    with scope(home.district):
        category, all_ = a_category(home), players(home)
    give = ("give", 1, 2, 10, None)

    def spend() -> Counter[str]:
        try:
            with scope(home.district):
                step(all_, category, give)
            return Counter(["done"])
        except Refusal as refused:
            return Counter([refused.code])

    for _ in range(10):
        with scope(home.district):
            step(all_, category, ("give", 0, 1, 10, None))
        assert at_once(home, [spend] * 4) == {"done": 1, "BALANCE_TOO_LOW": 3}
    with scope(home.district):
        assert balance(all_[1]) == 0 and balance(all_[2]) == 100
        assert_books_balance()


def test_of_all_who_reverse_the_same_transfer_at_once_one_does(town: Town) -> None:
    home = town.home
    with scope(home.district):
        category, all_ = a_category(home), players(home)
        for _ in range(10):
            step(all_, category, ("give", 0, 1, 10, None))
        issued = list(Transfer.objects.values_list("id", flat=True))

    def back(one: UUID) -> Counter[str]:
        try:
            with scope(home.district):
                reverse(by=home.as_secretary, transfer_id=one, reason="误发")
            return Counter(["done"])
        except Refusal as refused:
            return Counter([refused.code])

    for one in issued:
        answers = at_once(home, [partial(back, one)] * 3)
        assert answers == {"done": 1, "ALREADY_REVERSED": 2}
    with scope(home.district):
        assert balance(all_[1]) == 0
        assert_books_balance()


def test_two_first_gifts_to_one_make_one_holding(town: Town) -> None:
    home = town.home
    with scope(home.district):
        category, all_ = a_category(home), players(home)

    def first(one: int) -> Counter[str]:
        with scope(home.district):
            step(all_, category, ("give", 0, one, 10, None))
        return Counter(["done"])

    for one in range(1, MEMBERS + 1):
        assert at_once(home, [partial(first, one)] * 4) == {"done": 4}
    with scope(home.district):
        assert Holding.objects.count() == MEMBERS + 1
        assert_books_balance()
