"""The rotating chair passes on in one act, and offices are held by members only."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from alliance.members.actions import end_membership, end_office, give_office, rotate_chair
from alliance.members.models import MemberOffice, Membership
from alliance.members.selectors import chair_on
from alliance.notices.models import Notice
from tenants.actions.undoing import take_back
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise
from tests.factories.ground import an_enterprise
from tests.factories.members import CHAIR, MEETING, a_member, an_institution, in_office
from tests.factories.town import Side, Town

ONE_DAY = timedelta(days=1)
MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))


def chairs() -> list[tuple[str, date, date | None]]:
    rows = MemberOffice.objects.filter(office=CHAIR).select_related("enterprise").order_by("starts")
    return [(row.enterprise.name, row.starts, row.ends) for row in rows]


def rotate(side: Side, enterprise: Enterprise, on: date, last_day: date | None = None) -> MemberOffice:
    return rotate_chair(by=side.as_secretary, enterprise_id=enterprise.id, on=on, last_day=last_day)


def test_one_act_ends_the_present_chair_and_begins_the_next(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, second = an_institution("甲"), an_institution("乙")
        in_office(first, starts=MARCH)
        rotate(home, second, APRIL)
        assert chairs() == [("甲", MARCH, APRIL), ("乙", APRIL, None)]
        held = [chair_on(day) for day in (MARCH - ONE_DAY, APRIL - ONE_DAY, APRIL)]
        assert [one.enterprise.name if one else None for one in held] == [None, "甲", "乙"]
        assert Act.objects.filter(verb="office.rotate").count() == 1


def test_taking_it_back_brings_the_predecessor_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, second, third = (an_institution(name) for name in "甲乙丙")
        in_office(first, starts=MARCH)
        for member, day in ((second, APRIL), (third, MAY)):
            rotate(home, member, day)
        earlier, later = Act.objects.filter(verb="office.rotate").order_by("at")
    with scope(home.district), pytest.raises(Refusal, match="BUILT_ON"):
        take_back(by=home.as_secretary, act_id=earlier.id)
    with scope(home.district):
        take_back(by=home.as_secretary, act_id=later.id)
        assert chairs() == [("甲", MARCH, APRIL), ("乙", APRIL, None)]


def test_the_next_goes_on_until_the_one_that_is_planned(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, second, third = (an_institution(name) for name in "甲乙丙")
        in_office(first, starts=MARCH, last_day=MAY - ONE_DAY)
        in_office(third, starts=MAY)
        rotate(home, second, APRIL)
        assert chairs() == [("甲", MARCH, APRIL), ("乙", APRIL, MAY), ("丙", MAY, None)]


def test_who_was_to_take_over_later_takes_over_earlier(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, second = an_institution("甲"), an_institution("乙")
        in_office(first, starts=MARCH, last_day=MAY - ONE_DAY)
        in_office(second, starts=MAY, last_day=JUNE)
        rotate(home, second, APRIL)
        assert chairs() == [("甲", MARCH, APRIL), ("乙", APRIL, JUNE + ONE_DAY)]


def test_a_vacant_chair_is_taken(town: Town) -> None:
    home = town.home
    with scope(home.district):
        rotate(home, an_institution("甲"), MARCH, last_day=APRIL)
        assert chairs() == [("甲", MARCH, APRIL + ONE_DAY)]


def test_an_office_lasts_no_longer_than_the_membership(town: Town) -> None:
    home = town.home
    with scope(home.district):
        member = an_institution("甲", starts=MARCH, last_day=MAY)
        assert in_office(member, starts=MARCH).last_day == MAY
        for starts, last_day, path in (
            (MARCH - ONE_DAY, None, ("enterprise",)),
            (APRIL, MAY + ONE_DAY, ("until",)),
        ):
            with pytest.raises(Refusal, match="NOT_A_MEMBER") as refused:
                in_office(member, MEETING, starts=starts, last_day=last_day)
            assert refused.value.path == path


def test_what_cannot_be_is_refused_in_words(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, second, stranger = an_institution("甲"), an_institution("乙"), an_enterprise("非成员")
        in_office(first, starts=MARCH)
        before = chairs()
        for enterprise_id, on, last_day, code in (
            (first.id, APRIL, None, "ALREADY_IN_OFFICE"),
            (second.id, MARCH, None, "CHAIR_TAKEN"),
            (stranger.id, APRIL, None, "NOT_A_MEMBER"),
            (uuid4(), APRIL, None, "NOT_FOUND"),
            (second.id, APRIL, MARCH, "BEFORE_START"),
            (second.id, APRIL, date.max, "OUT_OF_RANGE"),
        ):
            with pytest.raises(Refusal, match=code):
                rotate_chair(by=home.as_secretary, enterprise_id=enterprise_id, on=on, last_day=last_day)
        for member, code in ((first, "ALREADY_IN_OFFICE"), (second, "CHAIR_TAKEN")):
            with pytest.raises(Refusal, match=code):
                give_office(by=home.as_secretary, enterprise_id=member.id, office=CHAIR, starts=APRIL)
        assert chairs() == before and not Act.objects.filter(verb="office.rotate").exists()


def test_the_last_day_that_can_be_said_is_a_day(town: Town) -> None:
    home = town.home
    with scope(home.district):
        rotate(home, an_institution("甲"), date.max)
        assert chairs() == [("甲", date.max, None)]


def test_an_office_ends(town: Town) -> None:
    home = town.home
    with scope(home.district):
        held = in_office(an_institution("甲"), MEETING, starts=MARCH)

        def end(last_day: date, version: int | None = None) -> MemberOffice:
            return end_office(
                by=home.as_secretary, office_id=held.id, last_day=last_day, expected_version=version
            )

        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            end(APRIL, version=7)
        assert end(APRIL, version=1).last_day == APRIL
        for last_day, code in ((APRIL, "ALREADY_ENDED"), (MARCH - ONE_DAY, "BEFORE_START")):
            with pytest.raises(Refusal, match=code):
                end(last_day)
        assert Notice.objects.filter(kind="member.office_ended").count() == 0  # nobody acts for it but us
    with scope(town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        end_office(by=town.next_door.as_secretary, office_id=held.id, last_day=MARCH)


def test_the_predecessor_is_told_and_so_is_the_successor(town: Town) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise)
        in_office(home.enterprise, starts=MARCH)
        rotate(home, an_institution("乙"), APRIL)
        rotate(home, home.enterprise, MAY)
        kinds = Notice.objects.filter(params__name=home.enterprise.name).order_by("id")
        assert [one.kind for one in kinds] == [
            "member.admitted",
            "member.office.rotating_chair",
            "member.office_ended",
            "member.office.rotating_chair",
        ]


def test_when_the_chair_leaves_the_alliance_the_chair_is_vacant(town: Town) -> None:
    home = town.home
    with scope(home.district):
        in_office(an_institution("甲"), starts=MARCH)
        end_membership(by=home.as_secretary, membership_id=Membership.objects.get().id, last_day=APRIL)
        assert chair_on(APRIL) is not None and chair_on(APRIL + ONE_DAY) is None
