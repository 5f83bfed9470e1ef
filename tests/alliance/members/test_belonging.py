"""Who belongs to the alliance, since when and until when; and what the secretariat may do about it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alliance.members.actions import admit, end_membership, end_office, give_office, rotate_chair
from alliance.members.models import MemberOffice, Membership
from alliance.members.selectors import directory, known_to, memberships_on, offices_on
from alliance.notices.kinds import text_of
from alliance.notices.models import Notice, Receipt
from tenants.actions.enterprises import register
from tenants.actions.undoing import take_back
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tenants.readers import ANYBODY, reader_of
from tests.factories.ground import an_enterprise
from tests.factories.members import CHAIR, MEETING, a_member, an_institution, in_office
from tests.factories.town import Side, Town

ONE_DAY = timedelta(days=1)
MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))


def members_on(day: date) -> set[str]:
    return {one.enterprise.name for one in memberships_on(day).select_related("enterprise")}


def test_who_was_a_member_when(town: Town) -> None:
    home = town.home
    with scope(home.district):
        belongs = admit(by=home.as_secretary, enterprise_id=home.enterprise.id, starts=MARCH)
        end_membership(by=home.as_secretary, membership_id=belongs.id, last_day=APRIL)
        admit(by=home.as_secretary, enterprise_id=home.enterprise.id, starts=MAY)
        name = home.enterprise.name
        assert [members_on(day) for day in (MARCH - ONE_DAY, MARCH, APRIL)] == [set(), {name}, {name}]
        assert [members_on(day) for day in (APRIL + ONE_DAY, MAY - ONE_DAY, MAY)] == [set(), set(), {name}]
    with scope(town.next_door.district):
        assert members_on(MARCH) == set()


def test_an_institution_that_is_no_tenant_is_registered_and_admitted_by_the_secretariat(town: Town) -> None:
    home = town.home
    with scope(home.district):
        library = register(by=home.as_secretary, name="某区图书馆", kind="PUBLIC_INSTITUTION")
        assert library not in directory() and library not in known_to(ANYBODY)
        admit(by=home.as_secretary, enterprise_id=library.id, note="联席会议通过")
        assert library in directory() and library in directory(throughout=True)
        assert library in known_to(ANYBODY)
        assert not library.tenancies.exists()


def test_the_public_knows_of_who_was_a_member_and_not_of_who_will_be(town: Town) -> None:
    home = town.home
    with scope(home.district):
        past = an_institution("曾经的成员", starts=MARCH, last_day=APRIL)
        coming = an_institution("将来的成员", starts=today() + ONE_DAY)
        assert not {past, coming} & set(directory())
        assert set(known_to(ANYBODY)) == {home.enterprise, past}
        assert set(known_to(reader_of(home.liaison))) == {home.enterprise, past, coming}


def test_an_end_takes_the_offices_along_and_is_taken_back_whole(town: Town) -> None:
    home = town.home
    with scope(home.district):
        belongs = a_member(home.enterprise, starts=MARCH)
        in_office(home.enterprise, MEETING, starts=MARCH)
        in_office(home.enterprise, CHAIR, starts=MAY)
        before = sorted(MemberOffice.objects.values_list("id", "office", "starts", "ends"))

        end_membership(by=home.as_secretary, membership_id=belongs.id, last_day=APRIL)
        [left] = MemberOffice.objects.all()
        assert (left.office, left.last_day) == (MEETING, APRIL)
        assert not offices_on(MAY).exists()

        ended = Act.objects.get(verb="membership.end")
        take_back(by=home.as_secretary, act_id=ended.id)
        assert sorted(MemberOffice.objects.values_list("id", "office", "starts", "ends")) == before
        assert Membership.objects.get().ends is None


def test_an_admission_is_taken_back_unless_something_was_built_on_it(town: Town) -> None:
    home = town.home
    with scope(home.district):
        admit(by=home.as_secretary, enterprise_id=home.enterprise.id, starts=MARCH)
        admitted = Act.objects.get(verb="membership.admit")
        held = in_office(home.enterprise, MEETING, starts=MARCH)
        with pytest.raises(Refusal, match="BUILT_ON"):
            take_back(by=home.as_secretary, act_id=admitted.id)
        given = Act.objects.get(verb="office.give")
        with pytest.raises(Refusal, match="FORBIDDEN"):  # the operator gave it
            take_back(by=home.as_secretary, act_id=given.id)
        MemberOffice.objects.filter(id=held.id).delete()
        take_back(by=home.as_secretary, act_id=admitted.id)
        assert not Membership.objects.exists()


def test_its_liaison_hears_of_it_and_nobody_else(town: Town) -> None:
    home = town.home
    with scope(home.district):
        belongs = admit(by=home.as_secretary, enterprise_id=home.enterprise.id, starts=MARCH)
        give_office(by=home.as_secretary, enterprise_id=home.enterprise.id, office=CHAIR, starts=MARCH)
        end_membership(by=home.as_secretary, membership_id=belongs.id, last_day=today())
        told = list(Notice.objects.order_by("id"))
        assert [one.kind for one in told] == [
            "member.admitted",
            "member.office.rotating_chair",
            "member.ended",
        ]
        assert all(home.enterprise.name in text_of(one.kind, one.params) for one in told)
        assert set(Receipt.objects.values_list("account", flat=True)) == {home.liaison.id}


def test_the_index_has_an_event_for_it(town: Town) -> None:
    home = town.home
    with scope(home.district):
        home.enterprise.refresh_from_db()
        before = home.enterprise.index_version
        events = OutboxEvent.objects.filter(consumer="index", aggregate=home.enterprise.id).count()
        a_member(home.enterprise)
        home.enterprise.refresh_from_db()
        assert home.enterprise.index_version == before + 1
        follows = OutboxEvent.objects.filter(consumer="index", aggregate=home.enterprise.id)
        assert follows.count() == events + 1


ACTS: dict[str, Callable[[Side, Author], Any]] = {
    "admit": lambda side, by: admit(by=by, enterprise_id=an_enterprise("新来的").id),
    "end": lambda side, by: end_membership(
        by=by, membership_id=Membership.objects.all()[0].id, last_day=today()
    ),
    "give": lambda side, by: give_office(by=by, enterprise_id=side.enterprise.id, office=MEETING),
    "end office": lambda side, by: end_office(
        by=by, office_id=MemberOffice.objects.all()[0].id, last_day=today()
    ),
    "rotate": lambda side, by: rotate_chair(by=by, enterprise_id=side.enterprise.id),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["as_liaison", "as_manager"])
def test_only_the_secretariat_may_and_a_refusal_writes_nothing(town: Town, name: str, who: str) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise)
        in_office(an_institution("现任主席"))
        before = OutboxEvent.objects.filter(consumer="index").count(), Notice.objects.count()
        rows = (
            list(Membership.objects.values_list("id", "ends")),
            list(MemberOffice.objects.values_list("id")),
        )
        extra = int(name == "admit")  # the enterprise that was made for it
        with pytest.raises(Refusal, match="FORBIDDEN"):
            ACTS[name](home, getattr(home, who))
        assert (
            OutboxEvent.objects.filter(consumer="index").count() - extra,
            Notice.objects.count(),
        ) == before
        assert rows == (
            list(Membership.objects.values_list("id", "ends")),
            list(MemberOffice.objects.values_list("id")),
        )


FAR = date(9999, 12, 31)
BAD: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "ends before it starts": ({"starts": MAY, "last_day": APRIL}, "BEFORE_START", ("until",)),
    "no such day": ({"last_day": FAR}, "OUT_OF_RANGE", ("until",)),
    "too long a note": ({"note": "长" * 501}, "TOO_LONG", ("note",)),
    "a note that cannot be kept": ({"note": "a\0"}, "OUT_OF_RANGE", ("note",)),
    "nobody": ({"enterprise_id": uuid4()}, "NOT_FOUND", ("enterprise",)),
    "a member already": ({"starts": MARCH, "last_day": MAY}, "ALREADY_MEMBER", ("since",)),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_clear_error_by_field(town: Town, name: str) -> None:
    given, code, path = BAD[name]
    home = town.home
    with scope(home.district):
        a_member(home.enterprise, starts=APRIL)
        with pytest.raises(Refusal) as refused:
            wanted: dict[str, Any] = {"by": home.as_secretary, "enterprise_id": home.enterprise.id}
            admit(**(wanted | given))
        assert (refused.value.code, refused.value.path) == (code, path)
        assert Membership.objects.count() == 1


def test_an_end_is_said_once_and_of_the_version_one_has_seen(town: Town) -> None:
    home = town.home
    with scope(home.district):
        belongs = a_member(home.enterprise, starts=MARCH, last_day=MAY)

        def end(last_day: date, version: int | None = None) -> str:
            with pytest.raises(Refusal) as refused:
                end_membership(
                    by=home.as_secretary,
                    membership_id=belongs.id,
                    last_day=last_day,
                    expected_version=version,
                )
            return refused.value.code

        assert end(MAY) == end(MAY + ONE_DAY) == "ALREADY_ENDED"
        assert end(MARCH - ONE_DAY) == "BEFORE_START"
        assert end(FAR) == "OUT_OF_RANGE"
        assert end(APRIL, version=2) == "VERSION_CHANGED"
        end_membership(by=home.as_secretary, membership_id=belongs.id, last_day=APRIL, expected_version=1)
    with scope(town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        end_membership(by=town.next_door.as_secretary, membership_id=belongs.id, last_day=APRIL)
