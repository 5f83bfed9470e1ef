"""Terms, office-holders, the reminder, and what the regulation says "generally"."""

from datetime import date, timedelta
from typing import Any

import pytest

from alliance.branches.actions.offices import name_office_holder, relieve_office_holder
from alliance.branches.actions.terms import begin_term, extend_term
from alliance.branches.models import Milestone, OfficeHolder, Term
from alliance.branches.rules.days import months_later
from alliance.branches.rules.warnings import REGULATION, Facts, warnings_of
from alliance.branches.tasks import look_after_branches_of
from alliance.notices.models import Notice, Receipt
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.factories.branches import a_known_branch, a_paper, a_secretary
from tests.factories.ground import an_account
from tests.factories.town import Town

DAY = date(2026, 11, 24)


def test_a_term_is_of_three_years_and_the_next_in_number(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        begin_term(by=town.home.as_secretary, organisation_id=one.id, starts=date(2021, 5, 1))
        begin_term(
            by=town.home.as_secretary,
            organisation_id=one.id,
            starts=date(2024, 5, 1),
            elected_on=date(2024, 4, 28),
            paper=a_paper(),
        )
        assert list(Term.objects.order_by("number").values_list("number", "starts", "ends")) == [
            (1, date(2021, 5, 1), date(2024, 5, 1)),
            (2, date(2024, 5, 1), date(2027, 5, 1)),
        ]


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"starts": date(2026, 5, 2), "last_day": date(2026, 5, 1)}, "BEFORE_START", ("until",)),
        ({"starts": date(2025, 1, 1)}, "TERM_OVERLAPS", ()),
        ({"starts": date(2030, 1, 1), "number": 0}, "OUT_OF_RANGE", ("number",)),
        ({"starts": date(2030, 1, 1), "number": 1}, "NAME_TAKEN", ()),
        ({"starts": date(2030, 1, 1), "elected_on": date(2030, 1, 2)}, "OUT_OF_ORDER", ("electedOn",)),
        ({"starts": date(9999, 1, 1)}, "OUT_OF_RANGE", ("since",)),
    ],
)
def test_terms_that_cannot_be(town: Town, said: dict[str, Any], code: str, path: tuple[str, ...]) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        begin_term(by=OPERATOR, organisation_id=one.id, starts=date(2024, 5, 1))
        with pytest.raises(Refusal, match=code) as refused:
            begin_term(by=town.home.as_secretary, organisation_id=one.id, **said)
        assert refused.value.path == path and Term.objects.count() == 1


def test_a_term_goes_on_by_a_paper(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        begin_term(by=OPERATOR, organisation_id=one.id, starts=date(2024, 5, 1))
        term = Term.objects.get()
        with pytest.raises(Refusal, match="REQUIRED"):
            extend_term(by=town.home.as_secretary, term_id=term.id, last_day=date(2027, 10, 31))
        with pytest.raises(Refusal, match="BEFORE_START"):
            extend_term(by=OPERATOR, term_id=term.id, last_day=date(2027, 4, 30), paper=a_paper())
        extend_term(by=town.home.as_secretary, term_id=term.id, last_day=date(2027, 10, 31), paper=a_paper())
        assert Term.objects.get().ends == date(2027, 11, 1)
        assert Milestone.objects.get().kind == "EXTENSION"


def test_one_secretary_at_a_time_named_as_the_board_names_them(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        secretary = a_secretary(an_account("branch"), one.id)

        def name(title: str, who: str, **said: Any) -> None:
            name_office_holder(by=secretary, organisation_id=one.id, title=title, name=who, **said)

        name("SECRETARY", " 甲书记 ", starts=date(2024, 5, 1))
        name("MEMBER", "乙委员", portfolio="组织委员")
        with pytest.raises(Refusal, match="OFFICE_TAKEN"):
            name("SECRETARY", "丙书记")
        with pytest.raises(Refusal, match="REQUIRED"):
            name("MEMBER", "  ")
        holder = OfficeHolder.objects.get(title="SECRETARY")
        assert holder.name == "甲书记"
        relieve_office_holder(by=secretary, office_holder_id=holder.id, last_day=date(2025, 4, 30))
        name("SECRETARY", "丙书记", starts=date(2025, 5, 1))
        with pytest.raises(Refusal, match="FORBIDDEN"):
            relieve_office_holder(by=town.home.as_liaison, office_holder_id=holder.id, last_day=today())


def test_a_term_of_another_organisation_is_none_of_ours(town: Town) -> None:
    with scope(town.home.district):
        one, other = a_known_branch("甲"), a_known_branch("乙")
        begin_term(by=OPERATOR, organisation_id=other.id, starts=date(2024, 5, 1))
        with pytest.raises(Refusal, match="NOT_FOUND"):
            name_office_holder(
                by=OPERATOR,
                organisation_id=one.id,
                title="MEMBER",
                name="乙",
                term_id=Term.objects.get().id,
            )


def test_six_months_before_its_end_secretary_and_secretariat_hear_of_it_once(
    town: Town, time_machine: Any
) -> None:
    district = str(town.home.district.id)
    with scope(town.home.district):
        one = a_known_branch()
        account = an_account("branch")
        a_secretary(account, one.id)
        begin_term(by=OPERATOR, organisation_id=one.id, starts=date(2024, 5, 1))
        acts = Act.objects.count()
    for day, told in (
        (date(2026, 10, 29), 0),
        (date(2026, 10, 30), 1),
        (date(2026, 10, 31), 0),
        (date(2027, 1, 1), 0),
    ):
        time_machine.move_to(f"{day}T09:00:00+08:00")
        assert look_after_branches_of(district) == told, day
    with scope(town.home.district):
        notice = Notice.objects.get()
        assert notice.params["last_day"] == "2027-04-30" and notice.about_id == one.id
        readers = set(Receipt.objects.values_list("account_id", flat=True))
        assert readers == {account.id, town.home.secretary.id} and Act.objects.count() == acts + 1
        extend_term(by=OPERATOR, term_id=Term.objects.get().id, last_day=date(2027, 6, 30), paper=a_paper())
    assert look_after_branches_of(district) == 1  # of the new last day
    with scope(town.next_door.district):
        assert not Notice.objects.exists()


def test_a_term_that_another_follows_needs_no_reminder(town: Town, time_machine: Any) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        for year in (2024, 2027):
            begin_term(by=OPERATOR, organisation_id=one.id, starts=date(year, 5, 1))
    time_machine.move_to("2027-01-01T09:00:00+08:00")
    assert look_after_branches_of(str(town.home.district.id)) == 0


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"kind": "BRANCH", "formal": 2, "members": 2}, ["FEW_MEMBERS"]),
        ({"kind": "BRANCH", "formal": 3, "members": 3}, []),
        ({"kind": "BRANCH"}, []),
        ({"kind": "JOINT_BRANCH", "formal": 2, "members": 2, "covered": 5}, []),
        ({"kind": "JOINT_BRANCH", "covered": 6}, ["MANY_UNITS"]),
        ({"kind": "JOINT_BRANCH", "formal": 51, "members": 51, "office_holders": 3}, ["MANY_MEMBERS"]),
        ({"kind": "BRANCH", "formal": 7, "members": 7, "office_holders": 1}, ["COMMITTEE_MISSING"]),
        ({"kind": "BRANCH", "term": (date(2024, 5, 1), date(2027, 5, 1))}, []),
        ({"kind": "BRANCH", "term": (date(2024, 5, 1), date(2027, 5, 2))}, ["LONG_TERM"]),
        ({"kind": "BRANCH", "has_had_a_term": True}, ["TERM_OVER"]),
        ({"kind": "COMMITTEE", "formal": 200, "members": 200, "covered": 60}, []),
    ],
)
def test_generally_is_a_warning_with_its_source(facts: dict[str, Any], codes: list[str]) -> None:
    found = warnings_of(Facts(day=DAY, **facts))
    assert [one.code for one in found] == codes
    assert all(REGULATION in one.source and one.source in one.message for one in found)


def test_months_are_those_of_the_calendar() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2024, 5, 1), 36) == date(2027, 5, 1)
    assert DAY + timedelta(days=1) == date(2026, 11, 25)
