"""What was not given on by its last day goes back: what is left of it, once, and nothing else."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from hypothesis import given as for_all
from hypothesis import strategies as st

from alliance.ledger.actions import expire_due, reverse
from alliance.ledger.models import Entry, Transfer
from alliance.ledger.rules import Side, left_over
from alliance.ledger.tasks import expire_credits_of
from alliance.notices.models import Notice
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tests.factories.credits import assert_books_balance, balance, given, issued
from tests.factories.town import Town

WEEK = timedelta(days=7)


def in_two_weeks() -> time_machine.travel:
    return time_machine.travel(today() + 2 * WEEK, tick=False)


def test_what_is_left_goes_back_once_in_a_transfer_of_its_own(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first = issued(home, 100, expires_on=today() + WEEK)
        given(home, home.as_liaison, home.office.id, 30)
        issued(home, 50)
        assert expire_due(today() + timedelta(0)) == 0
        with time_machine.travel(today() + WEEK, tick=False):
            assert expire_due(today()) == 0  # its last day is a day on which it may be given
        with in_two_weeks():
            assert expire_due(today()) == 1 and expire_due(today()) == 0
            assert balance(home.enterprise.id) == 50
            gone = Transfer.objects.get(kind="EXPIRY")
            assert (gone.category_id, gone.day) == (first.category_id, today())
            taken = Entry.objects.get(transfer=gone, amount__lt=0)
            assert (taken.amount, taken.lapses_id) == (-70, Entry.objects.get(transfer=first, amount=100).id)
            [told] = Notice.objects.filter(kind="credits.expired")
            assert told.params == {"amount": 70}
            assert_books_balance()


def test_the_task_works_in_its_own_district(town: Town) -> None:
    for side in (town.home, town.next_door):
        with scope(side.district):
            issued(side, 10, expires_on=today())
    with in_two_weeks():
        assert expire_credits_of(str(town.home.district.id)) == 1
        with scope(town.next_door.district):
            assert balance(town.next_door.enterprise.id) == 10


def test_what_was_given_on_is_the_receivers_and_does_not_expire(town: Town) -> None:
    home = town.home
    with scope(home.district):
        issued(home, 100, expires_on=today() + WEEK)
        given(home, home.as_liaison, home.office.id, 100)
        with in_two_weeks():
            assert expire_due(today()) == 0
            assert (balance(home.enterprise.id), balance(home.office.id)) == (0, 100)


def test_a_reversed_gift_does_not_expire_at_the_cost_of_another(town: Town) -> None:
    home = town.home
    with scope(home.district):
        issued(home, 10)
        second = issued(home, 10, expires_on=today() + WEEK)
        reverse(by=home.as_secretary, transfer_id=second.id, reason="误发")
        with in_two_weeks():
            assert expire_due(today()) == 0 and balance(home.enterprise.id) == 10


def test_what_expired_is_not_reversed_on_top_unless_the_expiry_is_reversed_first(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first = issued(home, 100, expires_on=today() + WEEK)
        with in_two_weeks():
            expire_due(today())
            issued(home, 200)
            by = home.as_secretary
            with pytest.raises(Refusal, match="PARTLY_EXPIRED"):
                reverse(by=by, transfer_id=first.id, reason="误发")
            reverse(by=by, transfer_id=Transfer.objects.get(kind="EXPIRY").id, reason="延期")
            assert balance(home.enterprise.id) == 300
            reverse(by=by, transfer_id=first.id, reason="误发")
            assert balance(home.enterprise.id) == 200 and expire_due(today()) == 0
            assert_books_balance()


def test_nothing_expires_ahead_of_its_day(town: Town) -> None:
    with scope(town.home.district), pytest.raises(ValueError, match="to come"):
        expire_due(today() + timedelta(days=1))


@for_all(st.lists(st.integers(-30, 30).filter(bool), max_size=40), st.data())
def test_what_is_left_is_what_is_held(amounts: list[int], data: st.DataObject) -> None:
    """Whatever was given and got: what is left of all of it is the balance, or nothing where one is short."""
    sides: list[Side] = []
    for number, amount in enumerate(amounts, start=1):
        earlier = [side for side in sides if side.amount > 0]
        lapses = reverses = None
        if amount < 0 and earlier and number % 2:
            named = data.draw(st.sampled_from(earlier))
            lapses, reverses = (named.id, None) if number % 3 else (None, named.transfer_id)
        sides.append(Side(UUID(int=number), UUID(int=1000 + number), amount, lapses, reverses))
    left = left_over(sides)
    assert sum(left.values()) == max(0, sum(amounts))
    assert all(0 < left[side.id] <= side.amount for side in sides if side.id in left)
