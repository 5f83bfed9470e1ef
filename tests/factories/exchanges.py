"""Somebody who gives and somebody who takes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from alliance.matching.actions import accept, cancel, confirm, deliver, dispute, propose, settle
from alliance.matching.models import Exchange, Match, Outcome
from alliance.matching.rules import Proposal
from alliance.resources.models import Listing
from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tenants.models import Account, Enterprise, Mandate

from .ground import a_mandate, an_account, an_enterprise, author_of
from .listings import a_listing
from .town import Town


@dataclass
class Member:
    enterprise: Enterprise
    account: Account
    mandate: Mandate

    @property
    def author(self) -> Author:
        return author_of(self.mandate)


@dataclass
class Two:
    """In `town.home`: the insider gives, `taker` receives, `third` has nothing to do with it."""

    town: Town
    taker: Member
    third: Member

    @property
    def giver(self) -> Member:
        home = self.town.home
        return Member(home.enterprise, home.liaison, home.mandate)


def a_member(name: str) -> Member:
    enterprise, account = an_enterprise(name), an_account(name)
    return Member(enterprise, account, a_mandate(account, enterprise.id))


@pytest.fixture
def two(town: Town) -> Two:
    with scope(town.home.district):
        return Two(town, taker=a_member("友邻公司"), third=a_member("路人公司"))


def an_offer(two: Two, quantity: int | None = 3, **terms: Any) -> Listing:
    measure = "场" if quantity else ""
    amount = Decimal(quantity) if quantity else None
    return a_listing(two.giver.author, "路演厅", quantity=amount, measure=measure, **terms)


def a_match(
    two: Two, offer: Listing | None = None, *, by: Member | None = None, want: UUID | None = None, **said: Any
) -> Match:
    """The taker, unless it is somebody else, asks for one of the offer."""
    offer = offer or an_offer(two)
    said.setdefault("quantity", Decimal(1) if offer.quantity else None)
    proposal = Proposal(offer=offer.id, want=want, **said)
    return Match.objects.get(id=propose(by=(by or two.taker).author, proposal=proposal))


def an_exchange(two: Two, state: str = "AGREED", offer: Listing | None = None, **said: Any) -> Exchange:
    """One that has come as far as `state`, by the doors that lead there. `NOT_DELIVERED`: settled so."""
    match = a_match(two, offer, **said)
    accept(by=two.giver.author, match_id=match.id)
    found = Exchange.objects.get(match=match)
    giver, taker = two.giver.author, two.taker.author
    if state in ("DISPUTED", "SETTLED", "NOT_DELIVERED"):
        dispute(by=taker, exchange_id=found.id, text="没有来。")
    if state in ("SETTLED", "NOT_DELIVERED"):
        outcome = Outcome.DELIVERED if state == "SETTLED" else Outcome.NOT_DELIVERED
        settle(by=two.town.home.as_secretary, exchange_id=found.id, outcome=outcome, text="已核实。")
    if state in ("DELIVERED", "CONFIRMED"):
        deliver(by=giver, exchange_id=found.id)
    if state == "CONFIRMED":
        confirm(by=giver, exchange_id=found.id)
        confirm(by=taker, exchange_id=found.id)
    if state == "CANCELLED":
        cancel(by=taker, exchange_id=found.id)
    return Exchange.objects.get(id=found.id)
