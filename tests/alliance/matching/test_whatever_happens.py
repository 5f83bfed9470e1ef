"""Any sequence of steps, by anybody, allowed or not, leaves matches, exchanges and listings consistent."""

import random
from decimal import Decimal
from typing import Any

import pytest

from alliance.ledger.models import Transfer
from alliance.matching.actions import (
    accept,
    cancel,
    confirm,
    decline,
    deliver,
    dispute,
    propose,
    settle,
    settle_listings,
    withdraw,
)
from alliance.matching.models import Exchange, Match, Outcome
from alliance.matching.rules import Proposal
from alliance.resources.actions import close_listing
from alliance.resources.models import Listing
from tenants.actions.undoing import take_back
from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.alliance.matching.test_crediting import ROOM, a_rule
from tests.factories.credits import assert_books_balance, balance
from tests.factories.exchanges import Two
from tests.factories.listings import a_listing

UNDER_WAY = {"AGREED", "DELIVERED", "DISPUTED"}
GIVEN = {("CONFIRMED", ""), ("SETTLED", "DELIVERED")}
VOID = {("CANCELLED", ""), ("SETTLED", "NOT_DELIVERED")}


def assert_consistent(two: Two) -> None:
    """What must be true after whatever happened."""
    exchanges = list(Exchange.objects.select_related("match"))
    assert {one.match_id for one in exchanges} == set(
        Match.objects.filter(state="AGREED").values_list("id", flat=True)
    )
    for listing in Listing.objects.exclude(state="CLOSED"):
        mine = [one for one in exchanges if listing.id in (one.offer_id, one.match.want_id)]
        standing = [one for one in mine if (one.state, one.outcome) not in VOID]
        taken = sum((one.quantity or Decimal(0) for one in standing), Decimal(0))
        if listing.kind == "OFFER":
            assert listing.taken == taken and (listing.quantity is None or taken <= listing.quantity)
            met = bool(standing) and (listing.quantity is None or taken == listing.quantity)
        else:
            met = bool(standing)
        under_way = any(one.state in UNDER_WAY for one in standing)
        assert listing.state == ("OPEN" if not met else "PROMISED" if under_way else "DONE"), listing.title
    for listing in Listing.objects.filter(kind="OFFER", quantity=None):
        assert sum(one.state in UNDER_WAY for one in exchanges if one.offer_id == listing.id) <= 1
    credited = {one.transfer_id for one in exchanges if one.transfer_id}
    assert credited == set(Transfer.objects.values_list("id", flat=True))
    due = sum(
        10 * int(one.quantity)
        for one in exchanges
        if (one.state, one.outcome) in GIVEN and one.quantity and one.giver_id == two.giver.enterprise.id
    )
    assert (balance(two.giver.enterprise.id) or 0) == due
    assert_books_balance()


def something(two: Two, authors: list[Author], dice: random.Random) -> None:
    """One random step; many are refused."""
    by = dice.choice(authors)
    offers = list(Listing.objects.filter(kind="OFFER").order_by("id"))
    proposed = list(Match.objects.filter(state="PROPOSED").order_by("at")) or list(Match.objects.all())
    agreed = list(Exchange.objects.filter(state__in=UNDER_WAY).order_by("agreed_at")) or list(
        Exchange.objects.all()
    )
    match dice.choices(range(5), [30, 25, 40, 4, 1])[0]:
        case 0:
            wants = [None, *Listing.objects.filter(kind="WANT").order_by("id")]
            _propose(by, dice, dice.choice(offers), dice.choice(wants))
        case 1 if proposed:
            match_ = dice.choice(proposed)
            by = _side(authors, match_, dice)
            dice.choice([accept, accept, accept, decline, withdraw])(by=by, match_id=match_.id)
        case 2 if agreed:
            exchange = dice.choice(agreed)
            _go_on(_side(authors, exchange, dice), exchange, dice)
        case 3:
            _undo(by, dice)
        case 4:
            close_listing(by=by, listing_id=dice.choice(offers).id)


def _side(authors: list[Author], row: Any, dice: random.Random) -> Author:
    """Mostly somebody whom it concerns."""
    sides = [one for one in authors if one.principal_id in (row.giver_id, row.taker_id)]
    return dice.choice(sides if dice.random() < 0.7 else authors)


def _go_on(by: Author, exchange: Exchange, dice: random.Random) -> None:
    which: dict[str, Any] = {"by": by, "exchange_id": exchange.id}
    match dice.choices(range(5), [3, 5, 1, 1, 3])[0]:
        case 0:
            deliver(**which)
        case 1:
            confirm(**which)
        case 2:
            cancel(**which)
        case 3:
            dispute(text="没有来。", **which)
        case 4:
            settle(text="已核实。", outcome=dice.choice(list(Outcome)), **which)


def _propose(by: Author, dice: random.Random, offer: Listing, want: Listing | None) -> None:
    quantity = Decimal(dice.randint(1, 3)) if offer.quantity else None
    propose(by=by, proposal=Proposal(offer=offer.id, want=want.id if want else None, quantity=quantity))


def _undo(by: Author, dice: random.Random) -> None:
    mine = Act.objects.filter(principal=by.principal_id).exclude(verb__in=["listing.close", "listing.post"])
    last = list(mine.order_by("-at")[:4])
    if last:
        take_back(by=by, act_id=dice.choice(last).id)
        settle_listings(Listing.objects.values_list("id", flat=True))  # as the relay does


@pytest.mark.parametrize("seed", range(4))
def test_every_sequence_of_steps_keeps_what_must_be_true(two: Two, seed: int) -> None:
    home, dice = two.town.home, random.Random(seed)
    done = 0
    with scope(home.district):
        a_rule(two)
        for number in range(3):
            a_listing(two.giver.author, f"路演厅{number}", quantity=Decimal(9), measure="场", **ROOM)
        a_listing(two.giver.author, "旧打印机")
        a_listing(two.taker.author, "志愿者", quantity=Decimal(6), measure="人")
        a_listing(two.taker.author, "找场地", kind="WANT")
        a_listing(two.third.author, "找场地", kind="WANT", quantity=Decimal(1))
        authors = [two.giver.author] * 4 + [two.taker.author] * 4
        authors += [two.third.author, home.as_secretary, home.as_manager]
        for _ in range(200):
            before = Act.objects.count()
            try:
                something(two, authors, dice)
            except Refusal:
                assert Act.objects.count() == before
            else:
                done += 1
                assert_consistent(two)
        assert done >= 30 and Exchange.objects.count() >= 3
