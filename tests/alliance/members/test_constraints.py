"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from alliance.members.models import MemberOffice, Membership
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tests.factories.ground import an_enterprise
from tests.factories.members import CHAIR, MEETING, a_member, in_office
from tests.factories.town import Side, Town

MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))


def membership(side: Side, **columns: Any) -> Membership:
    return Membership(**({"enterprise": side.enterprise, "starts": APRIL} | columns))


def office(side: Side, **columns: Any) -> MemberOffice:
    return MemberOffice(**({"enterprise": side.enterprise, "office": CHAIR, "starts": APRIL} | columns))


def other(side: Side) -> Any:
    made = an_enterprise("另一家")
    a_member(made, starts=MARCH)
    return made


# What stands already, what is written raw, and what the refusal is called.
REFUSED: dict[str, tuple[Callable[[Side], Any], Callable[[Side], Any], str]] = {
    "a member twice on a day": (
        lambda side: a_member(side.enterprise, starts=MARCH, last_day=APRIL),
        lambda side: membership(side),
        "ALREADY_MEMBER",
    ),
    "a membership without a day": (
        lambda side: None,
        lambda side: membership(side, ends=APRIL),
        "BEFORE_START",
    ),
    "an office before the membership": (
        lambda side: a_member(side.enterprise, starts=MAY),
        lambda side: office(side),
        "NOT_A_MEMBER",
    ),
    "an office that outlasts the membership": (
        lambda side: a_member(side.enterprise, starts=MARCH, last_day=MAY),
        lambda side: office(side),
        "NOT_A_MEMBER",
    ),
    "an office without a day": (
        lambda side: a_member(side.enterprise, starts=MARCH),
        lambda side: office(side, ends=APRIL),
        "BEFORE_START",
    ),
    "one office twice": (
        lambda side: (
            a_member(side.enterprise, starts=MARCH),
            in_office(side.enterprise, MEETING, starts=MARCH, last_day=APRIL),
        ),
        lambda side: office(side, office=MEETING),
        "ALREADY_IN_OFFICE",
    ),
    "two chairs": (
        lambda side: (a_member(side.enterprise, starts=MARCH), in_office(other(side), starts=MARCH)),
        lambda side: office(side),
        "CHAIR_TAKEN",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_keeps_the_rule_and_says_it_in_words(town: Town, name: str) -> None:
    before, row, code = REFUSED[name]
    with scope(town.home.district):
        before(town.home)
        counts = Membership.objects.count(), MemberOffice.objects.count()
        with pytest.raises(Refusal, match=code), act("raw.write", by=OPERATOR) as record:
            record.create(row(town.home))
        assert (Membership.objects.count(), MemberOffice.objects.count()) == counts


def test_an_office_may_reach_over_two_memberships_that_follow_on_each_other(town: Town) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise, starts=MARCH, last_day=APRIL - timedelta(days=1))
        a_member(home.enterprise, starts=APRIL, last_day=MAY)
        in_office(home.enterprise, starts=MARCH, last_day=MAY)
        assert MemberOffice.objects.get().last_day == MAY


def test_a_membership_does_not_end_under_an_office(town: Town) -> None:
    home = town.home
    with scope(home.district):
        belongs = a_member(home.enterprise, starts=MARCH)
        in_office(home.enterprise, starts=MARCH)
        with pytest.raises(Refusal, match="NOT_A_MEMBER"), act("raw.write", by=OPERATOR) as record:
            record.update(belongs, ends=MAY)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (lambda side: office(side, office="VICE_CHAIR"), "members_memberoffice_office"),
        (lambda side: office(side, version=0), "members_memberoffice_version_positive"),
        (lambda side: membership(side, version=0), "members_membership_version_positive"),
    ],
)
def test_what_no_person_can_break_is_kept_too(town: Town, row: Callable[[Side], Any], name: str) -> None:
    with scope(town.home.district), pytest.raises(IntegrityError, match=name):
        row(town.home).save(force_insert=True)


def test_who_belongs_here_is_of_this_district(town: Town) -> None:
    with pytest.raises(IntegrityError, match="members_membership_enterprise_fk"), scope(town.home.district):
        membership(town.next_door).save(force_insert=True)
    with pytest.raises(IntegrityError, match="members_memberoffice_within"):
        with scope(town.next_door.district):
            a_member(town.next_door.enterprise)
        with scope(town.home.district):
            office(town.next_door).save(force_insert=True)


def test_two_districts_have_a_chair_each(town: Town) -> None:
    for side in (town.home, town.next_door):
        with scope(side.district):
            a_member(side.enterprise)
            in_office(side.enterprise)
            assert MemberOffice.objects.count() == 1
