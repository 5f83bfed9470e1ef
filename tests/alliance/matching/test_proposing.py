"""What may be proposed by whom, and what becomes of a proposal that is refused or taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from alliance.matching.actions import accept, decline, propose, withdraw
from alliance.matching.models import Exchange, Match
from alliance.matching.rules import Proposal
from alliance.notices.models import Notice, NoticeTarget, Receipt
from alliance.resources.actions import close_listing
from alliance.resources.models import Listing
from tenants.actions.undoing import take_back
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tests.factories.exchanges import Two, a_match, an_offer
from tests.factories.listings import a_listing, for_named


def told(kind: str) -> list[Any]:
    return list(
        NoticeTarget.objects.filter(notice__kind=kind).values_list("principal_id", flat=True).order_by("id")
    )


def test_an_offer_is_asked_for_or_meets_a_want_from_either_side(two: Two) -> None:
    giver, taker = two.giver, two.taker
    with scope(two.town.home.district):
        offer = an_offer(two)
        want = a_listing(taker.author, "找路演厅", kind="WANT")
        asked = a_match(two, offer)
        withdraw(by=taker.author, match_id=asked.id)
        wished = a_match(two, offer, want=want.id)
        decline(by=giver.author, match_id=wished.id)
        offered = a_match(two, offer, by=giver, want=want.id, message=" 周五可以 ")
        for match, proposer in ((asked, taker), (wished, taker), (offered, giver)):
            assert (match.giver_id, match.taker_id) == (giver.enterprise.id, taker.enterprise.id)
            assert match.proposer_id == proposer.enterprise.id
        assert offered.message == "周五可以" and offered.want_id == want.id and asked.want_id is None
        assert told("match.proposed") == [giver.enterprise.id, giver.enterprise.id, taker.enterprise.id]
        assert told("match.withdrawn") == [giver.enterprise.id]
        assert told("match.declined") == [taker.enterprise.id]
        accept(by=taker.author, match_id=offered.id)
        assert told("match.agreed") == [giver.enterprise.id]
        assert Receipt.objects.filter(notice__kind="match.agreed").get().account == two.town.home.liaison
        notice = Notice.objects.filter(kind="match.declined").get()
        assert notice.params["who"] == giver.enterprise.name and notice.params["what"] == "路演厅 (1 场)"
        assert notice.about_type == "Match" and notice.about_id == wished.id


def test_one_proposal_at_a_time_to_one_taker(two: Two) -> None:
    with scope(two.town.home.district):
        offer = an_offer(two)
        first = a_match(two, offer)
        with pytest.raises(Refusal, match="ALREADY_PROPOSED"):
            a_match(two, offer, quantity=Decimal(2))
        a_match(two, offer, by=two.third)
        accept(by=two.giver.author, match_id=first.id)
        a_match(two, offer)  # more of it


REFUSED: list[tuple[dict[str, Any], str, tuple[str, ...]]] = [
    ({"quantity": None}, "REQUIRED", ("quantity",)),
    ({"quantity": Decimal(0)}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal(-1)}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("0.0001")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("NaN")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal(4)}, "NOT_ENOUGH_LEFT", ("quantity",)),
    ({"message": "字" * 501}, "TOO_LONG", ("message",)),
    ({"message": "a\0b"}, "OUT_OF_RANGE", ("message",)),
    ({"due": date(2020, 1, 1)}, "IN_THE_PAST", ("due",)),
    ({"due": date(9999, 12, 31)}, "OUT_OF_RANGE", ("due",)),
]


@pytest.mark.parametrize(("said", "code", "path"), REFUSED, ids=lambda value: str(value)[:30])
def test_what_cannot_be_is_refused_where_it_was_said(
    two: Two, said: dict[str, Any], code: str, path: tuple[str, ...]
) -> None:
    with scope(two.town.home.district):
        offer = an_offer(two)
        refused(two, offer, {"quantity": Decimal(1)} | said, code, path)


def test_what_is_not_counted_has_no_quantity(two: Two) -> None:
    with scope(two.town.home.district):
        refused(two, an_offer(two, None), {"quantity": Decimal(1)}, "OUT_OF_RANGE", ("quantity",))


def refused(two: Two, offer: Listing, said: dict[str, Any], code: str, path: tuple[str, ...]) -> None:
    before = written()
    with pytest.raises(Refusal) as error:
        propose(by=two.taker.author, proposal=Proposal(offer=offer.id, **said))
    assert (error.value.code, error.value.path) == (code, path)
    assert written() == before


def written() -> list[Any]:
    tables = (Match, Exchange, Act, Notice, OutboxEvent)
    return [table.objects.count() for table in tables]  # type: ignore[attr-defined]


def test_listings_that_are_no_match(two: Two) -> None:
    giver, taker, third = two.giver, two.taker, two.third
    with scope(two.town.home.district):
        offer = an_offer(two)
        own_want = a_listing(giver.author, "自己的需求", kind="WANT")
        want = a_listing(taker.author, "找路演厅", kind="WANT")
        hidden = an_offer(two, **for_named(taker.enterprise.id))
        other = a_listing(taker.author, "投影仪")
        closed = an_offer(two)
        close_listing(by=giver.author, listing_id=closed.id)
        over = an_offer(two)
        Listing.objects.filter(id=over.id).update(ends=today())
    with scope(two.town.next_door.district):
        foreign = a_listing(two.town.next_door.as_liaison, quantity=Decimal(3))
    cases: list[tuple[Any, dict[str, Any], str, tuple[str, ...]]] = [
        (giver, {"offer": offer.id}, "REQUIRED", ("want",)),
        (giver, {"offer": offer.id, "want": own_want.id}, "OWN_OFFER", ("want",)),
        (third, {"offer": offer.id, "want": want.id}, "FORBIDDEN", ("want",)),
        (third, {"offer": hidden.id}, "NOT_FOUND", ("offer",)),
        (taker, {"offer": foreign.id}, "NOT_FOUND", ("offer",)),
        (taker, {"offer": want.id}, "NOT_FOUND", ("offer",)),
        (giver, {"offer": offer.id, "want": other.id}, "NOT_FOUND", ("want",)),
        (taker, {"offer": closed.id}, "NOT_OPEN", ("offer",)),
        (taker, {"offer": over.id}, "NOT_OPEN", ("offer",)),
    ]
    with scope(two.town.home.district):
        before = written()
        for who, said, code, path in cases:
            with pytest.raises(Refusal) as error:
                propose(by=who.author, proposal=Proposal(quantity=Decimal(1), **said))
            assert (error.value.code, error.value.path) == (code, path), said
        with pytest.raises(Refusal, match="FORBIDDEN"):
            propose(by=two.town.home.as_manager, proposal=Proposal(offer=offer.id, want=want.id))
        assert written() == before


def test_what_was_promised_meanwhile_is_not_agreed_on(two: Two) -> None:
    giver = two.giver.author
    with scope(two.town.home.district):
        offer = an_offer(two, 3)
        first, second = a_match(two, offer, quantity=Decimal(2)), a_match(two, offer, by=two.third)
        Match.objects.filter(id=second.id).update(quantity=Decimal(2))
        accept(by=giver, match_id=first.id)
        with pytest.raises(Refusal, match="NOT_ENOUGH_LEFT") as error:
            accept(by=giver, match_id=second.id)
        assert error.value.path == ("id",)
        Listing.objects.filter(id=offer.id).update(quantity=None)
        with pytest.raises(Refusal, match="OFFER_CHANGED"):
            accept(by=giver, match_id=second.id)
        close_listing(by=giver, listing_id=offer.id)
        with pytest.raises(Refusal, match="NOT_OPEN"):
            accept(by=giver, match_id=second.id)
        decline(by=giver, match_id=second.id)  # a no is always possible


def undo(verb: str, by: Any) -> None:
    take_back(by=by, act_id=Act.objects.filter(verb=verb).latest("at").id)


def test_slips_are_taken_back_while_nothing_was_built_on_them(two: Two) -> None:
    giver, taker = two.giver.author, two.taker.author
    with scope(two.town.home.district):
        offer = an_offer(two)
        match = a_match(two, offer)
        undo("match.propose", taker)
        assert not Match.objects.exists()
        match = a_match(two, offer)
        decline(by=giver, match_id=match.id)
        with pytest.raises(Refusal, match="BUILT_ON"):
            undo("match.propose", taker)
        undo("match.decline", giver)
        assert Match.objects.get().state == "PROPOSED"
        decline(by=giver, match_id=match.id)
        a_match(two, offer)
        with pytest.raises(Refusal, match="BUILT_ON"):  # the same is proposed anew
            undo("match.decline", giver)


@pytest.mark.parametrize("answer", [accept, decline, withdraw])
def test_a_version_that_went_by_is_refused(two: Two, answer: Callable[..., Any]) -> None:
    with scope(two.town.home.district):
        match = a_match(two)
        by = two.taker.author if answer is withdraw else two.giver.author
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            answer(by=by, match_id=match.id, expected_version=2)
        answer(by=by, match_id=match.id, expected_version=1)
        assert Match.objects.get().version == 2


def test_due_and_quantity_go_into_the_exchange(two: Two) -> None:
    due = today() + timedelta(days=3)
    with scope(two.town.home.district):
        match = a_match(two, quantity=Decimal("1.5"), due=due)
        accept(by=two.giver.author, match_id=match.id)
        exchange = Exchange.objects.get()
        assert (exchange.quantity, exchange.due) == (Decimal("1.5"), due)
