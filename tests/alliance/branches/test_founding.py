"""A branch is not founded by a click: request, approval, election, sign, each with its date and paper."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alliance.branches.actions.changing import change
from alliance.branches.actions.founding import Profile, found, record_known, record_step
from alliance.branches.models import Approval, Milestone, PartyOrganisation
from alliance.branches.rules.founding import Step, stage_of, state_on
from tenants.acts.authors import OPERATOR
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Principal
from tests.factories.branches import FOUNDED, a_founded_branch, a_known_branch, a_paper, a_secretary, again
from tests.factories.ground import an_account
from tests.factories.town import Town


def prepared(town: Town, name: str = "A座联合党支部", **said: Any) -> PartyOrganisation:
    profile = Profile(name=name, kind=said.pop("kind", "JOINT_BRANCH"), **said)
    return found(by=town.home.as_secretary, profile=profile)


def step(town: Town, one: PartyOrganisation, what: Step, on: date, **said: Any) -> PartyOrganisation:
    return record_step(by=town.home.as_secretary, organisation_id=one.id, step=what, on=on, **said)


def test_it_stands_once_every_step_is_recorded(town: Town) -> None:
    with scope(town.home.district):
        one = prepared(town, building_ids=(town.home.building.id,))
        assert Principal.objects.get(id=one.id).kind == "PARTY_ORGANISATION"
        states = [(stage_of(one), state_on(one, today()))]
        for month, what in enumerate(Step, start=1):
            paper = a_paper() if what == Step.APPROVAL else None
            step(town, one, what, date(2024, month, 1), paper=paper)
            one = again(one)
            states.append((stage_of(one), state_on(one, today())))
        assert states == [
            (None, "PREPARING"),
            (Step.REQUEST, "PREPARING"),
            (Step.APPROVAL, "PREPARING"),
            (Step.ELECTION, "PREPARING"),
            (Step.SIGN, "STANDING"),
        ]
        assert state_on(one, date(2024, 3, 31)) == "PREPARING"
        assert [row.kind for row in Milestone.objects.order_by("on")] == [what.value for what in Step]
        assert Approval.objects.get().number == a_paper().number and one.version == 5
        act = Act.objects.get(verb="party_organisation.approval")
        assert (act.account_id, act.principal_id) == (town.home.secretary.id, town.home.secretariat.id)


@pytest.mark.parametrize(
    ("taken", "what", "on", "code"),
    [
        ([], Step.APPROVAL, date(2024, 2, 1), "STEP_MISSING"),
        ([], Step.SIGN, date(2024, 2, 1), "STEP_MISSING"),
        ([Step.REQUEST], Step.REQUEST, date(2024, 2, 1), "STEP_DONE"),
        ([Step.REQUEST], Step.APPROVAL, date(2023, 12, 31), "OUT_OF_ORDER"),
        ([Step.REQUEST, Step.APPROVAL], Step.SIGN, date(2024, 5, 1), "STEP_MISSING"),
        ([Step.REQUEST], Step.APPROVAL, date(2999, 1, 1), "IN_THE_FUTURE"),
        ([], Step.REQUEST, date(1900, 1, 1), "OUT_OF_RANGE"),
    ],
)
def test_steps_follow_each_other(town: Town, taken: list[Step], what: Step, on: date, code: str) -> None:
    with scope(town.home.district):
        one = prepared(town)
        for month, before in enumerate(taken, start=1):
            paper = a_paper() if before == Step.APPROVAL else None
            step(town, one, before, date(2024, month, 1), paper=paper)
        acts = Act.objects.count()
        with pytest.raises(Refusal, match=code):
            step(town, one, what, on, paper=a_paper("另一号"))
        assert Act.objects.count() == acts and not Approval.objects.filter(number="另一号").exists()


def test_an_approval_names_its_paper_and_one_paper_may_be_for_several(town: Town) -> None:
    with scope(town.home.district):
        one, other = prepared(town), prepared(town, "C座联合党支部")
        for each in (one, other):
            step(town, each, Step.REQUEST, date(2024, 1, 1))
        with pytest.raises(Refusal, match="REQUIRED") as refused:
            step(town, one, Step.APPROVAL, FOUNDED)
        assert refused.value.path == ("approval",)
        step(town, one, Step.APPROVAL, FOUNDED, paper=a_paper())
        with pytest.raises(Refusal, match="APPROVAL_DIFFERS"):
            step(town, other, Step.APPROVAL, FOUNDED, paper=a_paper(on=date(2024, 2, 2)))
        step(town, other, Step.APPROVAL, FOUNDED, paper=a_paper())
        assert Approval.objects.count() == 1


def test_a_provisional_branch_has_no_election(town: Town) -> None:
    """Its leaders are appointed by whoever approved it (条例第八条); so are a new committee's."""
    with scope(town.home.district):
        for kind in ("PROVISIONAL_BRANCH", "COMMITTEE"):
            one = prepared(town, kind, kind=kind)
            step(town, one, Step.REQUEST, date(2024, 1, 1))
            step(town, one, Step.APPROVAL, FOUNDED, paper=a_paper())
            step(town, one, Step.SIGN, date(2024, 4, 1))
            assert state_on(again(one), today()) == "STANDING"


def test_the_database_keeps_the_chain_whoever_writes(town: Town) -> None:
    with scope(town.home.district):
        one = prepared(town)
        approval = Approval.objects.create(number="1", on=FOUNDED, issuer="党工委")
        for columns, name in (
            ({"approved_on": FOUNDED, "approval": approval}, "approval_needs_request"),
            ({"requested_on": FOUNDED, "approved_on": FOUNDED}, "approval_needs_request"),
            ({"elected_on": FOUNDED}, "election_needs_approval"),
            ({"sign_on": FOUNDED}, "sign_needs_election"),
            ({"dissolved_on": FOUNDED}, "end_needs_approval"),
            ({"papers_unknown": True, "elected_on": FOUNDED, "sign_on": date(2024, 1, 1)}, "in_order"),
            ({"superior": one}, "one_superior"),
        ):
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                PartyOrganisation.objects.filter(id=one.id).update(**columns)


def test_one_whose_papers_are_unknown_stands_as_it_is(town: Town) -> None:
    with scope(town.home.district):
        profile = Profile(name="某党支部", kind="BRANCH", superior_name="某某街道党工委")
        one = record_known(by=town.home.as_secretary, profile=profile)
        assert state_on(one, today()) == "STANDING" and stage_of(one) is None
        assert not Milestone.objects.exists() and not Approval.objects.exists()


def test_names_are_once_in_a_district_and_the_same_next_door(town: Town) -> None:
    with scope(town.home.district):
        a_known_branch("同名党支部")
        with pytest.raises(Refusal, match="NAME_TAKEN"):
            a_known_branch("同名党支部")
        assert Principal.objects.filter(kind="PARTY_ORGANISATION").count() == 1
    with scope(town.next_door.district):
        a_known_branch("同名党支部")


def test_nobody_is_above_itself(town: Town) -> None:
    with scope(town.home.district):
        top = a_known_branch("党委", kind="COMMITTEE")
        middle = a_known_branch("总支", kind="GENERAL_BRANCH", superior_id=top.id)
        low = a_known_branch("支部", kind="BRANCH", superior_id=middle.id)
        for superior in (top, middle, low):
            with pytest.raises(Refusal, match="SUPERIOR_INVALID"):
                change(by=town.home.as_secretary, organisation_id=top.id, superior_id=superior.id)
        change(by=town.home.as_secretary, organisation_id=low.id, superior_id=top.id)
        change(
            by=town.home.as_secretary, organisation_id=middle.id, superior_name="区委组织部", superior_id=None
        )
        assert (again(middle).superior_id, again(middle).superior_name) == (None, "区委组织部")
        with pytest.raises(Refusal, match="SUPERIOR_INVALID"):
            change(by=town.home.as_secretary, organisation_id=low.id, superior_name="外面的")
        with pytest.raises(Refusal, match="NOT_FOUND"):
            change(by=town.home.as_secretary, organisation_id=low.id, superior_id=town.home.office.id)


def test_a_secretary_describes_and_the_rest_is_the_secretariats(town: Town) -> None:
    with scope(town.home.district):
        mine, other = a_known_branch("我的党支部"), a_known_branch("别的党支部")
        secretary = a_secretary(an_account("branch"), mine.id)
        change(by=secretary, organisation_id=mine.id, description="楼里的党支部", expected_version=1)
        assert again(mine).description == "楼里的党支部" and again(mine).version == 2
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            change(by=secretary, organisation_id=mine.id, description="旧", expected_version=1)
        acts = Act.objects.count()
        refused: list[tuple[PartyOrganisation, dict[str, Any]]] = [
            (mine, {"name": "改名"}),
            (mine, {"kind": "COMMITTEE"}),
            (other, {"description": "别人的"}),
        ]
        for organisation, fields in refused:
            with pytest.raises(Refusal, match="FORBIDDEN"):
                change(by=secretary, organisation_id=organisation.id, **fields)
        for who in (town.home.as_liaison, town.home.as_manager, secretary):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                found(by=who, profile=Profile(name="私自", kind="BRANCH"))
        assert Act.objects.count() == acts and PartyOrganisation.objects.count() == 2


def test_a_slip_is_taken_back(town: Town) -> None:
    with scope(town.home.district):
        one = prepared(town)
        step(town, one, Step.REQUEST, date(2024, 1, 1))
        step(town, one, Step.APPROVAL, FOUNDED, paper=a_paper())
    with pytest.raises(Refusal, match="BUILT_ON"), scope(town.home.district):
        undo(act_id=Act.objects.get(verb="party_organisation.found").id, by=OPERATOR)
    with scope(town.home.district):
        for verb in ("approval", "request", "found"):
            undo(act_id=Act.objects.get(verb=f"party_organisation.{verb}").id, by=OPERATOR)
        assert not PartyOrganisation.objects.exists() and not Approval.objects.exists()
        assert not Principal.objects.filter(kind="PARTY_ORGANISATION").exists()


def test_what_is_next_door_answers_like_what_never_was(town: Town) -> None:
    with scope(town.next_door.district):
        theirs = a_founded_branch()
    with scope(town.home.district), pytest.raises(Refusal, match="NOT_FOUND"):
        change(by=town.home.as_secretary, organisation_id=theirs.id, description="越界")
    with scope(town.home.district), pytest.raises(Refusal, match="NOT_FOUND"):
        prepared(town, building_ids=(town.next_door.building.id,))
    with scope(town.home.district), pytest.raises(Refusal, match="NOT_FOUND"):
        prepared(town, superior_id=theirs.id)


def test_the_day_after_tomorrow_is_no_sign(town: Town) -> None:
    with scope(town.home.district), pytest.raises(Refusal, match="IN_THE_FUTURE") as refused:
        record_known(
            by=town.home.as_secretary,
            profile=Profile(name="未来", kind="BRANCH"),
            sign_on=today() + timedelta(days=2),
        )
    assert refused.value.path == ("signOn",)


def test_a_paper_is_no_younger_than_what_it_allows(town: Town) -> None:
    with scope(town.home.district):
        one = prepared(town)
        step(town, one, Step.REQUEST, date(2024, 1, 1))
        with pytest.raises(Refusal, match="OUT_OF_ORDER") as refused:
            step(town, one, Step.APPROVAL, date(2024, 2, 1), paper=a_paper(on=date(2024, 2, 2)))
        assert refused.value.path == ("approval", "on") and again(one).approved_on is None
