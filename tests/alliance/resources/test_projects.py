"""A project is divided, claimed, delivered, confirmed; either side may say no; the other side hears of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from alliance.notices.kinds import text_of, title_of
from alliance.notices.models import Notice, Receipt
from alliance.resources.actions import (
    claim_part,
    close_listing,
    confirm_claim,
    decline_claim,
    deliver_claim,
    report_progress,
    update_listing,
    withdraw_claim,
)
from alliance.resources.models import Listing, PartClaim
from alliance.resources.selectors import Claims, claims_matching, visible_claims
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, Act, OutboxEvent
from tenants.readers import ANYBODY, reader_of
from tests.factories.ground import an_enterprise
from tests.factories.listings import FOR_DISTRICT, for_named
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Town


def state_of(project: Listing) -> str:
    return Listing.objects.get(id=project.id).state


def written() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (PartClaim, Act, OutboxEvent, Notice))  # type: ignore[attr-defined]


def test_a_project_goes_from_open_to_done(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison, ("志愿者", 10), ("帐篷", 1))
        first = a_claim(friend, the_part(project), 4)
        assert state_of(project) == "OPEN" and the_part(project).remaining == 6
        rest = a_claim(home.as_manager, the_part(project), 6)
        tent = a_claim(friend, the_part(project, 1))
        assert state_of(project) == "PROMISED"
        report_progress(by=friend, claim_id=first.id, progress="已到位两人")
        for claim, by in ((first, friend), (rest, home.as_manager), (tent, friend)):
            deliver_claim(by=by, claim_id=claim.id)
            assert state_of(project) == "PROMISED"
            confirm_claim(by=home.as_liaison, claim_id=claim.id)
        assert state_of(project) == "DONE"
        assert PartClaim.objects.get(id=first.id).progress == "已到位两人"


def test_what_is_said_no_to_is_free_again(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison, ("帐篷", 2))
        given_back, refused = a_claim(friend, the_part(project)), a_claim(friend, the_part(project))
        assert state_of(project) == "PROMISED"
        withdraw_claim(by=friend, claim_id=given_back.id)
        assert state_of(project) == "OPEN" and the_part(project).remaining == 1
        decline_claim(by=home.as_liaison, claim_id=refused.id)
        assert the_part(project).remaining == 2
        a_claim(home.as_manager, the_part(project), 2)
        assert state_of(project) == "PROMISED"


def test_the_other_side_hears_of_it_and_whoever_did_it_does_not(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison, ("帐篷", 9))
        steps: list[tuple[str, Any]] = []
        for kind, by, do in (
            ("project.delivered", friend, deliver_claim),
            ("project.confirmed", home.as_liaison, confirm_claim),
            ("project.withdrawn", friend, withdraw_claim),
            ("project.declined", home.as_liaison, decline_claim),
        ):
            claim = steps[-1][1] if kind == "project.confirmed" else a_claim(friend, the_part(project))
            do(by=by, claim_id=claim.id)
            steps.append((kind, claim))
        told = list(Receipt.objects.order_by("at", "id").values_list("notice__kind", "account__login"))
        claimed = ("project.claimed", "insider-liaison")
        assert told == [
            claimed,
            ("project.delivered", "insider-liaison"),
            ("project.confirmed", "friend"),
            claimed,
            ("project.withdrawn", "insider-liaison"),
            claimed,
            ("project.declined", "friend"),
        ]
        for notice in Notice.objects.all():
            assert (notice.about_type, notice.about_id) == ("Listing", project.id)
            assert "帐篷" in title_of(notice.kind, notice.params)
            assert "公益市集" in text_of(notice.kind, notice.params)


BAD_CLAIMS = [
    (Decimal(0), "OUT_OF_RANGE"),
    (Decimal(-1), "OUT_OF_RANGE"),
    (Decimal("NaN"), "OUT_OF_RANGE"),
    (Decimal("0.0001"), "OUT_OF_RANGE"),
    (Decimal(11), "NOT_ENOUGH_LEFT"),
]


@pytest.mark.parametrize(("many", "code"), BAD_CLAIMS, ids=str)
def test_an_amount_that_cannot_be_is_refused(town: Town, friend: Author, many: Decimal, code: str) -> None:
    with scope(town.home.district):
        part = the_part(a_project(town.home.as_liaison))
        before = written()
        with pytest.raises(Refusal) as refused:
            claim_part(by=friend, part_id=part.id, quantity=many)
        assert (refused.value.code, refused.value.path) == (code, ("quantity",))
        assert written() == before


def test_ones_own_project_is_for_others(town: Town) -> None:
    with scope(town.home.district):
        part = the_part(a_project(town.home.as_liaison))
        with pytest.raises(Refusal, match="OWN_PROJECT"):
            a_claim(town.home.as_liaison, part)


def test_a_closed_and_an_expired_project_take_no_claims(
    town: Town, friend: Author, time_machine: Any
) -> None:
    home = town.home
    with scope(home.district):
        closed, ending = a_project(home.as_liaison), a_project(home.as_liaison, last_day=today())
        close_listing(by=home.as_liaison, listing_id=closed.id)
        a_claim(friend, the_part(ending))
        with pytest.raises(Refusal, match="NOT_OPEN"):
            a_claim(friend, the_part(closed))
    time_machine.move_to(timezone.now() + timedelta(days=1))
    with scope(home.district), pytest.raises(Refusal, match="NOT_OPEN"):
        a_claim(friend, the_part(ending))


def test_what_one_does_not_see_one_does_not_claim(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        hidden = a_project(home.as_liaison, **for_named(an_enterprise("别家").id))
        draft = a_project(home.as_liaison, is_draft=True)
        open_to_all = the_part(a_project(home.as_liaison)).id
        before = written()
        for part_id in (the_part(hidden).id, the_part(draft).id, uuid4()):
            with pytest.raises(Refusal) as refused:
                claim_part(by=friend, part_id=part_id, quantity=Decimal(1))
            assert (refused.value.code, refused.value.path) == ("NOT_FOUND", ("part",))
        assert written() == before
    with scope(town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        claim_part(by=town.next_door.as_liaison, part_id=open_to_all, quantity=Decimal(1))


def test_each_step_is_its_sides_own(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        claim = a_claim(friend, the_part(a_project(home.as_liaison, **FOR_DISTRICT)))
        before = written()
        for by, step in (
            (home.as_liaison, deliver_claim),
            (home.as_liaison, withdraw_claim),
            (friend, confirm_claim),
            (friend, decline_claim),
            (home.as_manager, withdraw_claim),
            (home.as_secretary, decline_claim),
        ):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                step(by=by, claim_id=claim.id)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            report_progress(by=home.as_liaison, claim_id=claim.id, progress="好")
        with pytest.raises(Refusal, match="WRONG_STATE"):
            confirm_claim(by=home.as_liaison, claim_id=claim.id)
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            deliver_claim(by=friend, claim_id=claim.id, expected_version=2)
        with pytest.raises(Refusal, match="TOO_LONG"):
            report_progress(by=friend, claim_id=claim.id, progress="长" * 501)
        assert written() == before
    with scope(town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        deliver_claim(by=town.next_door.as_liaison, claim_id=claim.id)


def test_confirmed_is_the_end(town: Town, friend: Author) -> None:
    with scope(town.home.district):
        claim = a_claim(friend, the_part(a_project(town.home.as_liaison)))
        deliver_claim(by=friend, claim_id=claim.id)
        confirm_claim(by=town.home.as_liaison, claim_id=claim.id)
        for by, step in ((friend, withdraw_claim), (town.home.as_liaison, decline_claim)):
            with pytest.raises(Refusal, match="WRONG_STATE"):
                step(by=by, claim_id=claim.id)


def test_who_is_dropped_from_the_audience_still_keeps_what_was_claimed(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison, **for_named(friend.principal_id))  # type: ignore[arg-type]
        claim = a_claim(friend, the_part(project))
        other = an_enterprise("别家").id
        update_listing(by=home.as_liaison, listing_id=project.id, changes={"named": frozenset({other})})
        assert visible_claims(reader_of(Account.objects.get(login="friend"))).get() == claim
        withdraw_claim(by=friend, claim_id=claim.id)


def test_claims_are_for_those_who_take_part(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison)
        claim = a_claim(friend, the_part(project))
        for account in (ANYBODY.account, town.outsider, town.neighbour):
            assert not visible_claims(reader_of(account)).exists()
        seen = visible_claims(reader_of(home.manager))
        assert seen.get() == claim
        for wish, found in (
            (Claims(listings=[project.id]), 1),
            (Claims(principals=[home.enterprise.id]), 0),
            (Claims(states=["CLAIMED"]), 1),
            (Claims(states=[]), 0),
        ):
            assert seen.filter(claims_matching(wish)).count() == found
