"""What the database itself refuses, whoever writes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from alliance.matching.models import Exchange, Match
from alliance.resources.models import Listing
from tenants.isolation.scope import scope
from tests.factories.exchanges import Two, a_match, an_exchange, an_offer

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # the same in every process
OF_EXCHANGES: list[tuple[str, dict[str, Any], str]] = [
    ("AGREED", {"state": "GONE"}, "exchange_"),
    ("AGREED", {"quantity": 0}, "quantity_positive"),
    ("AGREED", {"version": 0}, "version_positive"),
    ("AGREED", {"state": "DELIVERED"}, "as_its_state"),
    ("AGREED", {"delivered_at": NOW}, "as_its_state"),
    ("AGREED", {"taker_confirmed_at": NOW}, "exchange_"),
    ("AGREED", {"dispute": "没有来。"}, "as_its_state"),
    ("DELIVERED", {"state": "CONFIRMED"}, "as_its_state"),
    ("DELIVERED", {"state": "CANCELLED"}, "as_its_state"),
    ("DELIVERED", {"giver_confirmed_at": NOW, "taker_confirmed_at": NOW}, "as_its_state"),
    ("DELIVERED", {"state": "DISPUTED"}, "as_its_state"),
    ("DISPUTED", {"dispute": " "}, "as_its_state"),
    ("DISPUTED", {"state": "SETTLED"}, "as_its_state"),
    ("DISPUTED", {"taker_confirmed_at": NOW}, "confirmed_later"),
    ("SETTLED", {"outcome": ""}, "as_its_state"),
    ("SETTLED", {"settlement": ""}, "as_its_state"),
    ("CONFIRMED", {"delivered_at": None}, "exchange_"),
    ("DELIVERED", {"transfer_id": UUID(int=1)}, "credited_once_given"),
    ("AGREED", {"quantity": 4}, "taken_within"),
]


def broken(change: Any) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return error.value.__cause__.diag.constraint_name  # type: ignore[union-attr]


@pytest.mark.parametrize(("state", "columns", "constraint"), OF_EXCHANGES, ids=str)
def test_an_exchange_is_as_its_state_says(
    two: Two, state: str, columns: dict[str, Any], constraint: str
) -> None:
    with scope(two.town.home.district):
        exchange = an_exchange(two, state)
        name = broken(lambda: Exchange.objects.filter(id=exchange.id).update(**columns))
        assert constraint in name


def test_an_exchange_is_of_its_match_and_its_match_has_one(two: Two) -> None:
    with scope(two.town.home.district):
        exchange = an_exchange(two)
        here = Exchange.objects.filter(id=exchange.id)
        third = two.third.enterprise.id
        assert broken(lambda: here.update(taker=third)) == "matching_exchange_of_its_match"
        other = an_offer(two)
        assert broken(lambda: here.update(offer=other)) == "matching_exchange_of_its_match"
        again = Exchange(match=exchange.match, offer=exchange.offer, giver_id=exchange.giver_id)
        again.taker_id, again.quantity = exchange.taker_id, Decimal(1)
        assert broken(again.save) == "matching_exchange_once"
        assert broken(Match.objects.all().delete) == "matching_exchange_match_fk"


def test_a_thing_that_is_not_counted_has_one_exchange_at_a_time(two: Two) -> None:
    with scope(two.town.home.district):
        offer = an_offer(two, None)
        other = a_match(two, offer, by=two.third)
        an_exchange(two, "AGREED", offer)
        second = Exchange(match=other, offer=offer, giver_id=other.giver_id, taker_id=other.taker_id)
        assert broken(second.save) == "matching_exchange_one_at_a_time"


def test_a_match_has_two_sides_one_of_which_proposed_it(two: Two) -> None:
    with scope(two.town.home.district):
        match = a_match(two)
        here = Match.objects.filter(id=match.id)
        same = {"taker": match.giver_id, "proposer": match.giver_id}
        assert broken(lambda: here.update(**same)) == "matching_match_two_sides"
        assert broken(lambda: here.update(proposer=two.third.enterprise.id)) == "matching_match_by_a_side"
        assert broken(lambda: here.update(quantity=-1)) == "matching_match_quantity_positive"
        assert broken(lambda: here.update(state="GONE")) == "matching_match_state"
        twice = Match(offer=match.offer, giver_id=match.giver_id, taker_id=match.taker_id)
        twice.proposer_id = match.giver_id
        assert broken(twice.save) == "matching_match_one_open"


def test_what_is_taken_follows_whoever_writes(two: Two) -> None:
    def taken() -> Any:
        return Listing.objects.values_list("taken", flat=True).get()

    with scope(two.town.home.district):
        exchange = an_exchange(two, quantity=Decimal(2))
        here = Exchange.objects.filter(id=exchange.id)
        assert taken() == 2
        here.update(state="CANCELLED")
        assert taken() == 0
        here.update(state="AGREED", quantity=3)
        assert taken() == 3
        here.update(state="DISPUTED", dispute="没有来。", disputed_by=exchange.taker_id)
        here.update(state="SETTLED", settlement="已核实。", outcome="NOT_DELIVERED")
        assert taken() == 0
        here.update(outcome="DELIVERED")
        assert taken() == 3
        here.delete()
        assert taken() == 0
