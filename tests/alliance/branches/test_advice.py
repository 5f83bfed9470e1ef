"""An enterprise moves tower: both secretaries are told, and nothing moves by itself."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alliance.branches.actions.advising import settle_advice
from alliance.branches.actions.covering import cover, uncover
from alliance.branches.actions.joining import dissolve
from alliance.branches.events import follow
from alliance.branches.models import Advice, Coverage, PartyOrganisation
from alliance.branches.tasks import look_after_branches_of
from alliance.notices.models import Notice, Receipt
from tenants.actions.moving import move, move_out
from tenants.acts.authors import OPERATOR
from tenants.acts.relay import relay_batch
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, Act, OutboxEvent, Tenancy, Unit
from tenants.selectors.occupancy import tenancies_on
from tests.factories.branches import a_known_branch, a_secretary
from tests.factories.ground import a_building, a_unit, an_account
from tests.factories.town import Town


@dataclass
class Towers:
    """A座 under one joint branch, B座 under another; the town's enterprise is covered by the first."""

    town: Town
    here: PartyOrganisation
    there: PartyOrganisation
    secretaries: tuple[Account, Account]
    target: Unit
    upstairs: Unit

    def look(self) -> None:
        follow(self.town.home.district.id, [self.town.home.enterprise.id])

    def moved(self, unit: Unit, on: Any = None) -> Tenancy:
        with scope(self.town.home.district):
            standing = tenancies_on().get(enterprise=self.town.home.enterprise)
            return move(by=OPERATOR, tenancy_id=standing.id, to_unit_id=unit.id, on=on or today())

    def open_advice(self) -> list[tuple[UUID, UUID | None, str]]:
        with scope(self.town.home.district):
            return [
                (row.organisation_id, row.to_id, row.place) for row in Advice.objects.filter(state="OPEN")
            ]


@pytest.fixture
def towers(town: Town) -> Towers:
    with scope(town.home.district):
        other = a_building("B座", office=town.home.office, ordinal=1)
        here = a_known_branch("A座联合党支部", over=[town.home.building])
        there = a_known_branch("B座联合党支部", over=[other])
        secretaries = (an_account("a-branch"), an_account("b-branch"))
        for account, one in zip(secretaries, (here, there), strict=True):
            a_secretary(account, one.id)
        cover(by=OPERATOR, organisation_id=here.id, enterprise_ids=[town.home.enterprise.id])
        return Towers(
            town, here, there, secretaries, a_unit(other, "0801"), a_unit(town.home.building, "1605")
        )


def test_both_secretaries_are_told_and_nothing_moves(towers: Towers) -> None:
    tenancy = towers.moved(towers.target)
    with scope(towers.town.home.district):
        waiting = OutboxEvent.objects.filter(consumer="advice", done_at=None)
        assert waiting.filter(aggregate=towers.town.home.enterprise.id).exists()
        before = list(Coverage.objects.values_list("id", "organisation", "starts", "ends"))
    towers.look()
    assert towers.open_advice() == [(towers.here.id, towers.there.id, "B座0801")]
    with scope(towers.town.home.district):
        assert list(Coverage.objects.values_list("id", "organisation", "starts", "ends")) == before
        notice = Notice.objects.get(kind="advice.moved")
        assert notice.about_id == Advice.objects.get().id and notice.params["place"] == "B座0801"
        told = set(Receipt.objects.filter(notice=notice).values_list("account_id", flat=True))
        assert told == {account.id for account in towers.secretaries}
        assert Advice.objects.get().tenancy_key == tenancy.id
    towers.look()
    towers.look()
    with scope(towers.town.home.district):
        assert Advice.objects.count() == Notice.objects.count() == 1
    with scope(towers.town.next_door.district):
        assert not Advice.objects.exists()


def test_the_relay_brings_it(towers: Towers, settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    towers.moved(towers.target)
    while relay_batch():
        pass
    assert len(towers.open_advice()) == 1


def test_a_move_within_the_buildings_concerns_nobody(towers: Towers) -> None:
    towers.moved(towers.upstairs)
    towers.look()
    assert towers.open_advice() == []


def test_a_move_taken_back_takes_the_advice_with_it(towers: Towers) -> None:
    towers.moved(towers.target)
    towers.look()
    with scope(towers.town.home.district):
        undo(act_id=Act.objects.get(verb="tenancy.move").id, by=OPERATOR)
    towers.look()
    with scope(towers.town.home.district):
        assert [row.state for row in Advice.objects.all()] == ["WITHDRAWN"]
    towers.moved(towers.target)
    towers.look()
    assert len(towers.open_advice()) == 1


def test_a_planned_move_is_advised_about_when_its_day_comes(towers: Towers, time_machine: Any) -> None:
    district = str(towers.town.home.district.id)
    towers.moved(towers.target, on=today() + timedelta(days=10))
    towers.look()
    assert look_after_branches_of(district) == 0 and towers.open_advice() == []
    time_machine.move_to(f"{today() + timedelta(days=10)}T06:00:00+08:00")
    assert look_after_branches_of(district) == 1
    assert len(towers.open_advice()) == 1


def test_whoever_left_for_good_is_told_of_too(towers: Towers) -> None:
    with scope(towers.town.home.district):
        tenancy = towers.town.home.tenancy
        move_out(by=OPERATOR, tenancy_id=tenancy.id, last_day=today() - timedelta(days=1))
    towers.look()
    assert towers.open_advice() == [(towers.here.id, None, "A座1203")]
    with scope(towers.town.home.district):
        assert Notice.objects.get().kind == "advice.left"


def test_it_is_settled_by_whom_it_concerns(towers: Towers) -> None:
    towers.moved(towers.target)
    towers.look()
    home = towers.town.home
    with scope(home.district):
        advice = Advice.objects.get()
        third = a_secretary(an_account("c-branch"), a_known_branch("C座联合党支部").id)
        for who in (third, home.as_liaison, home.as_manager):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                settle_advice(by=who, advice_id=advice.id)
        by = a_secretary(an_account("b-branch-2"), towers.there.id)
        settle_advice(by=by, advice_id=advice.id, text="先留在A座")
        assert (Advice.objects.get().state, Advice.objects.get().note) == ("SETTLED", "先留在A座")
        with pytest.raises(Refusal, match="ALREADY_SETTLED"):
            settle_advice(by=home.as_secretary, advice_id=advice.id)
    towers.look()
    assert towers.open_advice() == []
    with scope(towers.town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        settle_advice(by=towers.town.next_door.as_secretary, advice_id=advice.id)


def test_what_covers_no_longer_needs_no_advice(towers: Towers) -> None:
    """The secretary lets go of it, or the organisation ends, even as of a day before it was covered."""
    towers.moved(towers.target)
    towers.look()
    with scope(towers.town.home.district):
        uncover(by=OPERATOR, coverage_id=Coverage.objects.get().id, last_day=today())
        assert Advice.objects.get().state == "SETTLED"
        undo(act_id=Act.objects.get(verb="coverage.end").id, by=OPERATOR)
        assert Advice.objects.get().state == "OPEN"
        dissolve(by=OPERATOR, organisation_id=towers.here.id, on=today())
        assert Advice.objects.get().state == "SETTLED"
        undo(act_id=Act.objects.get(verb="party_organisation.dissolve").id, by=OPERATOR)
        assert Advice.objects.get().state == "OPEN"
        Coverage.objects.update(starts=today())
        dissolve(by=OPERATOR, organisation_id=towers.here.id, on=today() - timedelta(days=9))
        assert not Advice.objects.exists() and not Coverage.objects.exists()


def test_whom_nobody_covers_nobody_is_told_of(towers: Towers) -> None:
    follow(towers.town.next_door.district.id, [towers.town.next_door.enterprise.id])
    with scope(towers.town.next_door.district):
        assert not Advice.objects.exists() and not Notice.objects.exists()
