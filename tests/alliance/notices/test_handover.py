"""When the person goes, the act stays: what was pending comes to the others, once; nothing is orphaned."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alliance.notices import pending
from alliance.notices.actions import tell
from alliance.notices.events import pass_on
from alliance.notices.kinds import KINDS
from alliance.notices.models import Handover, Notice, Receipt
from alliance.notices.tasks import hand_over_ended_of
from tenants.actions.mandates import accept, invite, revoke
from tenants.acts.outbox import CONSUMERS
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.isolation.models import new_id
from tenants.isolation.scope import scope
from tenants.models import Act, Mandate, Person
from tests.alliance.notices.telling import relayed
from tests.factories.ground import a_mandate, an_account
from tests.factories.town import Side, Town

CLAIM, DRAFT = new_id(), new_id()


@pytest.fixture(autouse=True)
def a_claim_and_a_draft(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The home enterprise has a claim and a draft open, as an area would say it."""

    def find(principal_id: UUID) -> list[pending.Pending]:
        if principal_id != town.home.enterprise.id:
            return []
        listing = ("Listing", CLAIM, {"title": "共享会议室"})
        return [listing, ("Listing", DRAFT, {"title": "草稿"}), listing]

    pending.register("tests", find)
    yield
    pending.FINDERS.pop("tests")
    KINDS.pop("handover.tests")


def inbox(side: Side, account: Any) -> list[tuple[str, UUID]]:
    with scope(side.district):
        rows = Receipt.objects.filter(account=account).select_related("notice").order_by("notice__about_id")
        return [(row.notice.params["title"], row.notice.about_id) for row in rows]


def revoked(side: Side) -> None:
    with scope(side.district):
        revoke(by=side.as_manager, mandate_id=side.mandate.id)


def a_colleague(side: Side) -> Any:
    with scope(side.district):
        colleague = an_account("colleague")
        a_mandate(colleague, side.enterprise.id)
    return colleague


def test_the_colleague_is_told_of_each_thing_once(town: Town) -> None:
    home, colleague = town.home, a_colleague(town.home)
    with scope(home.district):
        Person.objects.create(account=home.liaison, name="王五")
    revoked(home)
    relayed()
    assert inbox(home, colleague) == [("共享会议室", CLAIM), ("草稿", DRAFT)]
    assert inbox(home, home.liaison) == inbox(home, home.secretary) == []
    with scope(home.district):
        assert {notice.params["who"] for notice in Notice.objects.all()} == {"王五"}


def test_where_nobody_is_left_the_secretariat_is_told(town: Town) -> None:
    revoked(town.home)
    relayed()
    assert len(inbox(town.home, town.home.secretary)) == 2
    assert inbox(town.next_door, town.next_door.secretary) == []


def test_told_twice_is_told_once(town: Town) -> None:
    home = town.home
    revoked(home)
    relayed()
    for _again in range(2):
        pass_on(home.district.id, [home.mandate.id])
    hand_over_ended_of(str(home.district.id))
    relayed()
    assert len(inbox(home, home.secretary)) == 2
    with scope(home.district):
        assert Act.objects.filter(verb="mandate.hand_over").count() == 1


def test_killed_in_the_middle_nothing_is_lost_and_nothing_half_done(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = town.home
    revoked(home)
    told: list[Any] = []

    def killed(*args: Any, **how: Any) -> None:
        if told:
            raise SystemExit
        told.append(tell(*args, **how))

    with monkeypatch.context() as patch:
        patch.setattr("alliance.notices.actions.handing_over.tell", killed)
        with pytest.raises(SystemExit):
            pass_on(home.district.id, [home.mandate.id])
    assert told and inbox(home, home.secretary) == []
    relayed()
    assert len(inbox(home, home.secretary)) == 2


def test_a_mandate_that_ends_with_the_day_is_handed_over_too(town: Town) -> None:
    home, colleague = town.home, a_colleague(town.home)
    with scope(home.district):
        Mandate.objects.filter(id=home.mandate.id).update(ends=today() + timedelta(days=1))
    assert hand_over_ended_of(str(home.district.id)) == 0
    with scope(home.district):
        Mandate.objects.filter(id=home.mandate.id).update(ends=today())
    assert hand_over_ended_of(str(home.district.id)) == 1
    relayed()
    assert len(inbox(home, colleague)) == 2
    assert hand_over_ended_of(str(home.district.id)) == 0


def test_whoever_was_only_renewed_is_not_told_of_their_own_things(town: Town) -> None:
    home = town.home
    with scope(home.district):
        Mandate.objects.filter(id=home.mandate.id).update(ends=today())
        a_mandate(home.liaison, home.enterprise.id, starts=today())
    hand_over_ended_of(str(home.district.id))
    relayed()
    assert inbox(home, home.liaison) == inbox(home, home.secretary) == []


def test_with_nobody_to_tell_it_waits_until_there_is_somebody(town: Town) -> None:
    home = town.home
    with scope(home.district):
        Mandate.objects.filter(id=home.secretary_mandate.id).update(ends=today())
    revoked(home)
    relayed()
    with scope(home.district):
        assert not Handover.objects.filter(mandate=home.mandate).exists()
    colleague = a_colleague(home)
    hand_over_ended_of(str(home.district.id))
    relayed()
    assert len(inbox(home, colleague)) == 2


def test_a_revocation_taken_back_in_time_is_nothing_to_hand_over(town: Town) -> None:
    home = town.home
    with scope(home.district):
        revoke(by=home.as_manager, mandate_id=home.mandate.id)
        undo(act_id=Act.objects.get(verb="mandate.revoke").id, by=home.as_manager)
    relayed()
    assert inbox(home, home.secretary) == []
    revoked(home)
    relayed()
    assert len(inbox(home, home.secretary)) == 2


def test_an_approval_that_waits_goes_to_the_offices_others(town: Town) -> None:
    home = town.home
    with scope(home.district):
        second = an_account("second-manager")
        a_mandate(second, home.office.id, "PROPERTY_MANAGER")
        _unused, _secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept(secret=secret, account=town.outsider)
        revoke(by=home.as_secretary, mandate_id=home.manager_mandate.id)
    relayed()
    assert inbox(home, second) == [(home.enterprise.name, invitation.id)]
    assert inbox(home, home.secretary) == []


def test_revoking_leaves_the_event_in_the_same_transaction(town: Town) -> None:
    assert "mandate" in CONSUMERS["handover"].topics
    revoked(town.home)
    with scope(town.home.district):
        [act] = Act.objects.filter(verb="mandate.revoke")
        assert act.touched == {"mandate": [str(town.home.mandate.id)]}
