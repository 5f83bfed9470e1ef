"""Two secretaries at the same moment, on two real connections: exactly one wins, never both or neither."""

from datetime import date
from functools import partial

from django.db import connection

from alliance.members.actions import admit, end_membership, give_office, rotate_chair
from alliance.members.models import MemberOffice, Membership
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import Enterprise
from tests.factories.members import CHAIR, MEETING, a_member, an_institution, in_office
from tests.factories.town import Town
from tests.tenants.actions.test_races import at_once

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
ROUNDS = 10


def test_one_enterprise_is_admitted_once(town: Town) -> None:
    home = town.home
    admitting = partial(admit, by=home.as_secretary, enterprise_id=home.enterprise.id, starts=MARCH)
    for _round in range(ROUNDS):
        assert sorted(at_once(home, admitting, admitting, admitting)) == ["ALREADY_MEMBER"] * 2 + ["ok"]
        with scope(home.district):
            assert Membership.objects.count() == 1
            Membership.objects.all().delete()


def test_of_two_who_would_be_chair_exactly_one_is(town: Town) -> None:
    home = town.home
    with scope(home.district):
        rivals = [an_institution(name) for name in "甲乙丙"]
    for _round in range(ROUNDS):
        answers = at_once(
            home,
            *(
                partial(give_office, by=home.as_secretary, enterprise_id=rival.id, office=CHAIR, starts=MARCH)
                for rival in rivals
            ),
        )
        assert sorted(answers) == ["CHAIR_TAKEN", "CHAIR_TAKEN", "ok"]
        with scope(home.district):
            assert MemberOffice.objects.count() == 1
            MemberOffice.objects.all().delete()


def test_of_two_successors_on_one_day_exactly_one_takes_over(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, *rivals = (an_institution(name) for name in "甲乙丙")
    for _round in range(ROUNDS):
        with scope(home.district):
            in_office(first, starts=MARCH)
        answers = at_once(
            home,
            *(
                partial(rotate_chair, by=home.as_secretary, enterprise_id=rival.id, on=APRIL)
                for rival in rivals
            ),
        )
        assert sorted(answers) == ["CHAIR_TAKEN", "ok"]
        with scope(home.district):
            assert MemberOffice.objects.filter(starts=APRIL).count() == 1
            MemberOffice.objects.all().delete()


def test_without_our_locks_the_constraint_is_the_net(town: Town) -> None:
    """Raw acts, which lock nothing: one may be told to try again, but never do both get through."""
    home = town.home
    with scope(home.district):
        rivals = [an_institution(name) for name in "甲乙"]

    def seize(rival: Enterprise) -> None:
        with act("raw.write", by=OPERATOR) as record:
            record.create(MemberOffice(enterprise=rival, office=CHAIR, starts=MARCH))

    for _round in range(ROUNDS):
        answers = at_once(home, *(partial(seize, rival) for rival in rivals))
        assert sorted(answers) in (["CHAIR_TAKEN", "ok"], ["BUSY", "ok"])
        with scope(home.district):
            assert MemberOffice.objects.count() == 1
            MemberOffice.objects.all().delete()


def test_an_office_given_while_the_membership_ends_does_not_outlast_it(town: Town) -> None:
    home = town.home
    for _round in range(ROUNDS):
        with scope(home.district):
            belongs = a_member(home.enterprise, starts=MARCH)
        answers = at_once(
            home,
            partial(
                give_office,
                by=home.as_secretary,
                enterprise_id=home.enterprise.id,
                office=MEETING,
                starts=APRIL,
            ),
            partial(end_membership, by=home.as_secretary, membership_id=belongs.id, last_day=MARCH),
        )
        assert answers[1] == "ok" and answers[0] in ("ok", "NOT_A_MEMBER")
        with scope(home.district):
            assert not MemberOffice.objects.exists()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            Membership.objects.all().delete()
