"""What a confirmed exchange credits: the district's table, empty by default, once, in the same act."""

from decimal import Decimal
from typing import Any

import pytest

from alliance.ledger.actions import set_limits, set_rule
from alliance.ledger.models import Transfer
from alliance.matching.actions import confirm
from alliance.matching.models import Exchange
from alliance.resources.models import ListingCategory
from tenants.actions.undoing import take_back
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.factories.credits import a_category, assert_books_balance, balance
from tests.factories.exchanges import Two, an_exchange, an_offer

ROOM: dict[str, Any] = {"category": ListingCategory.ROOM}


def a_rule(two: Two, credits: int = 10, measure: str = "场") -> None:
    home = two.town.home
    category = a_category(home)
    set_rule(
        by=home.as_secretary,
        listing_category="ROOM",
        credits_per_unit=credits,
        category_id=category,
        measure=measure,
    )


def test_without_a_table_nothing_is_credited(two: Two) -> None:
    with scope(two.town.home.district):
        assert an_exchange(two, "CONFIRMED", an_offer(two, **ROOM)).transfer_id is None
        assert not Transfer.objects.exists()


@pytest.mark.parametrize("state", ["CONFIRMED", "SETTLED"])
def test_the_giver_is_credited_by_the_table_and_the_taker_pays_nothing(two: Two, state: str) -> None:
    with scope(two.town.home.district):
        a_rule(two)
        exchange = an_exchange(two, state, an_offer(two, **ROOM), quantity=Decimal(2))
        transfer = Transfer.objects.get()
        assert exchange.transfer_id == transfer.id
        assert (transfer.about_type, transfer.about_id) == ("Exchange", exchange.id)
        assert balance(two.giver.enterprise.id) == 20 and balance(two.taker.enterprise.id) is None
        assert_books_balance()


@pytest.mark.parametrize("state", ["AGREED", "DELIVERED", "DISPUTED", "NOT_DELIVERED", "CANCELLED"])
def test_nothing_is_credited_for_what_was_not_confirmed(two: Two, state: str) -> None:
    with scope(two.town.home.district):
        a_rule(two)
        assert an_exchange(two, state, an_offer(two, **ROOM)).transfer_id is None
        assert not Transfer.objects.exists()


def test_a_limit_of_the_ledger_does_not_keep_a_confirmation_back(two: Two) -> None:
    home = two.town.home
    with scope(home.district):
        a_rule(two)
        set_limits(by=home.as_secretary, principal_id=two.giver.enterprise.id, floor=0, ceiling=5)
        exchange = an_exchange(two, "CONFIRMED", an_offer(two, **ROOM))
        assert exchange.state == "CONFIRMED" and exchange.transfer_id is None
        assert not Transfer.objects.exists() and balance(two.giver.enterprise.id) == 0


def test_a_confirmation_that_credited_is_not_taken_back_and_that_is_said(two: Two) -> None:
    with scope(two.town.home.district):
        a_rule(two)
        exchange = an_exchange(two, "DELIVERED", an_offer(two, **ROOM))
        confirm(by=two.giver.author, exchange_id=exchange.id)
        confirm(by=two.taker.author, exchange_id=exchange.id)
        last = Act.objects.filter(verb="exchange.confirm").latest("at")
        with pytest.raises(Refusal, match="ONLY_REVERSED"):
            take_back(by=two.taker.author, act_id=last.id)
        assert Exchange.objects.get().state == "CONFIRMED"


def test_a_confirmation_that_credited_nothing_is_taken_back(two: Two) -> None:
    with scope(two.town.home.district):
        an_exchange(two, "CONFIRMED", an_offer(two, 1))
        last = Act.objects.filter(verb="exchange.confirm").latest("at")
        take_back(by=two.taker.author, act_id=last.id)
        found = Exchange.objects.get()
        assert (found.state, found.taker_confirmed_at) == ("DELIVERED", None)
        assert found.offer.state == "PROMISED"
