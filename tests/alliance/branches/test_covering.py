"""Who was covered when, and by whom; counts that describe nobody."""

from datetime import date, timedelta

import pytest

from alliance.branches.actions.counting import set_head_count
from alliance.branches.actions.covering import cover, uncover
from alliance.branches.models import Coverage, HeadCount, PartyOrganisation
from alliance.branches.selectors.coverage import covering, uncovered_buildings, uncovered_enterprises
from tenants.acts.authors import OPERATOR
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tenants.readers import reader_of
from tests.factories.branches import a_known_branch, a_secretary, again
from tests.factories.ground import a_building, a_unit, an_account, an_enterprise, moved_in
from tests.factories.town import Town


def test_who_was_covered_when_is_known_for_ever(town: Town) -> None:
    with scope(town.home.district):
        first, second = a_known_branch("第一"), a_known_branch("第二")
        enterprise = town.home.enterprise
        cover(by=OPERATOR, organisation_id=first.id, enterprise_ids=[enterprise.id], starts=date(2024, 1, 1))
        link = Coverage.objects.get()
        uncover(by=OPERATOR, coverage_id=link.id, last_day=date(2025, 6, 30))
        cover(by=OPERATOR, organisation_id=second.id, enterprise_ids=[enterprise.id], starts=date(2025, 7, 1))

        def by(day: date) -> object:
            return covering([enterprise.id], day).get(enterprise.id)

        assert [
            by(date(2023, 12, 31)),
            by(date(2024, 1, 1)),
            by(date(2025, 6, 30)),
            by(date(2025, 7, 1)),
        ] == [
            None,
            first.id,
            first.id,
            second.id,
        ]


def test_one_of_a_kind_at_a_time_and_all_or_none(town: Town) -> None:
    with scope(town.home.district):
        first, second = a_known_branch("第一"), a_known_branch("第二")
        other = an_enterprise("另一家公司")
        cover(by=OPERATOR, organisation_id=first.id, enterprise_ids=[town.home.enterprise.id])
        both = [town.home.enterprise.id, other.id]
        with pytest.raises(Refusal, match="ALREADY_COVERED"):
            cover(by=OPERATOR, organisation_id=second.id, enterprise_ids=both)
        assert Coverage.objects.count() == 1
        cover(by=OPERATOR, organisation_id=second.id, enterprise_ids=both, kind="WORK")
        # Covered by an organisation and by the work of another: the organisation answers.
        assert covering(both, today()) == {town.home.enterprise.id: first.id, other.id: second.id}


def test_a_secretary_covers_for_her_own_organisation_only(town: Town) -> None:
    with scope(town.home.district):
        mine, other = a_known_branch("我的"), a_known_branch("别的")
        secretary = a_secretary(an_account("branch"), mine.id)
        cover(by=secretary, organisation_id=mine.id, enterprise_ids=[town.home.enterprise.id])
        link = Coverage.objects.get()
        acts = Act.objects.count()
        third = an_enterprise("第三家公司")
        for who, organisation in (
            (secretary, other),
            (town.home.as_liaison, mine),
            (town.home.as_manager, mine),
        ):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                cover(by=who, organisation_id=organisation.id, enterprise_ids=[third.id])
        with pytest.raises(Refusal, match="FORBIDDEN"):
            uncover(by=town.home.as_liaison, coverage_id=link.id, last_day=today())
        assert Act.objects.count() == acts + 1 and Coverage.objects.count() == 1  # the third enterprise's own


@pytest.mark.parametrize("enterprises", ["none", "next door", "a thousand"])
def test_whom_nobody_can_cover(town: Town, enterprises: str) -> None:
    ids = {
        "none": [],
        "next door": [town.next_door.enterprise.id],
        "a thousand": [town.home.enterprise.id.__class__(int=n) for n in range(1000)],
    }[enterprises]
    code = {"none": "REQUIRED", "next door": "NOT_FOUND", "a thousand": "TOO_MANY"}[enterprises]
    with scope(town.home.district):
        one = a_known_branch()
        with pytest.raises(Refusal, match=code) as refused:
            cover(by=town.home.as_secretary, organisation_id=one.id, enterprise_ids=ids)
        assert refused.value.path == ("enterprises",) and not Coverage.objects.exists()


def test_only_what_was_approved_covers_anybody(town: Town) -> None:
    from alliance.branches.actions.founding import Profile, found

    with scope(town.home.district):
        one = found(by=town.home.as_secretary, profile=Profile(name="筹备中", kind="JOINT_BRANCH"))
        with pytest.raises(Refusal, match="NOT_APPROVED"):
            cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[town.home.enterprise.id])


def test_who_and_what_nobody_covers(town: Town) -> None:
    with scope(town.home.district):
        bare = a_building("C座", ordinal=2)
        shop, gone = an_enterprise("小店"), an_enterprise("走了的公司")
        moved_in(shop, a_unit(bare, "101"))
        moved_in(gone, a_unit(bare, "102"), last_day=date(2024, 1, 1))
        one = a_known_branch(over=[town.home.building])
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[town.home.enterprise.id], kind="WORK")
        reader = reader_of(town.home.secretary)

        def names(day: date | None = None, **wishes: object) -> set[str]:
            rows = uncovered_enterprises(reader, day or today(), **wishes)  # type: ignore[arg-type]
            return set(rows.values_list("name", flat=True))

        assert names() == {"小店"}
        assert names(kind="ORGANISATION") == {"小店", town.home.enterprise.name}
        assert names(date(2023, 12, 31)) == {"小店", "走了的公司"}
        assert names(buildings=[town.home.building.id]) == set()
        assert [building.name for building in uncovered_buildings(reader, today())] == ["C座"]
        for account in (town.home.liaison, town.home.manager, None):
            assert not uncovered_enterprises(reader_of(account), today()).exists()


def test_covering_and_uncovering_are_taken_back(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[town.home.enterprise.id])
        uncover(by=OPERATOR, coverage_id=Coverage.objects.get().id, last_day=today())
        undo(act_id=Act.objects.get(verb="coverage.end").id, by=OPERATOR)
        assert Coverage.objects.get().ends is None
        undo(act_id=Act.objects.get(verb="coverage.begin").id, by=OPERATOR)
        assert not Coverage.objects.exists()


def counted(town: Town, one: PartyOrganisation, formal: int, probationary: int = 0) -> PartyOrganisation:
    return set_head_count(
        by=town.home.as_secretary,
        organisation_id=one.id,
        on=today(),
        formal=formal,
        probationary=probationary,
    )


def test_a_count_that_describes_one_person_is_not_kept(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        for formal, probationary in ((1, 0), (0, 1)):  # over nobody, and then over one enterprise
            with pytest.raises(Refusal, match="DESCRIBES_ONE"):
                counted(town, one, formal, probationary)
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[town.home.enterprise.id])
        with pytest.raises(Refusal, match="DESCRIBES_ONE"):
            counted(town, one, 1)
        assert not HeadCount.objects.exists()
        counted(town, one, 2)
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[an_enterprise("另一家公司").id])
        counted(town, one, 1)  # of two enterprises it says nothing of either
        assert HeadCount.objects.get().formal == 1
        last = Coverage.objects.order_by("-id")[0]
        uncover(by=OPERATOR, coverage_id=last.id, last_day=today() - timedelta(days=1))
        assert not HeadCount.objects.exists()


def test_counts_are_of_days_that_were_and_not_below_none(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        with pytest.raises(Refusal, match="OUT_OF_RANGE"):
            counted(town, one, -3)
        with pytest.raises(Refusal, match="IN_THE_FUTURE"):
            set_head_count(by=OPERATOR, organisation_id=one.id, on=today() + timedelta(days=1), formal=5)
        counted(town, one, 5, 1)
        counted(town, one, 6)
        assert (HeadCount.objects.get().formal, HeadCount.objects.get().probationary) == (6, 0)
        assert again(one).version == 3


def test_nobody_is_said_to_be_a_member_anywhere(town: Town) -> None:
    """No column of ours could hold a member: names are of office-holders on the public board only."""
    from django.apps import apps

    named = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("branches").get_models()
        for field in model._meta.concrete_fields
        if field.name in {"name", "person", "account", "member"}
    }
    assert named == {"PartyOrganisation.name", "OfficeHolder.name"}
