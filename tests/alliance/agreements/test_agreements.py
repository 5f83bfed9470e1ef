"""An agreement is drafted and signed; what it promises opens and closes by its days, by nobody's hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from alliance.agreements.actions import (
    change_agreement,
    discard_agreement,
    draft_agreement,
    end_agreement,
    open_due,
    sign_agreement,
)
from alliance.agreements.models import Agreement, Promise, PromisePeriod, Side
from alliance.agreements.selectors import visible
from alliance.notices.models import Receipt
from alliance.resources.models import Audience, Listing
from alliance.resources.selectors import Criteria, matching
from alliance.resources.selectors import visible as listings_of
from tenants.actions.undoing import take_back
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tenants.readers import reader_of
from tests.factories.agreements import a_promise, signed, terms
from tests.factories.town import Town

NEXT_WEEK = timedelta(days=7)


def seen_by(account: Any) -> list[str]:
    """The titles of what this account finds open today."""
    return [one.title for one in listings_of(reader_of(account)).filter(matching(Criteria()))]


def test_a_draft_opens_nothing(town: Town) -> None:
    with scope(town.home.district):
        draft_agreement(by=town.home.as_secretary, terms=terms(town.home))
        assert Listing.objects.count() == PromisePeriod.objects.count() == 0


def test_a_promise_opens_on_its_first_day_and_closes_on_its_last(town: Town, time_machine: Any) -> None:
    home = town.home
    with scope(home.district):
        agreement = signed(home)
        assert seen_by(home.manager) == []
        assert seen_by(home.liaison) == ["报告厅免费开放"]  # its own
        last_day = agreement.last_day
    for day, sees in (
        (agreement.starts - timedelta(days=1), []),
        (agreement.starts, ["报告厅免费开放"]),
        (last_day, ["报告厅免费开放"]),
        (last_day and last_day + timedelta(days=1), []),
    ):
        time_machine.move_to(f"{day} 12:00+08:00")
        with scope(home.district):
            assert seen_by(home.manager) == sees


def test_each_month_has_a_listing_however_long_the_task_stood_still(town: Town, time_machine: Any) -> None:
    home = town.home
    time_machine.move_to("2026-03-01 09:00+08:00")
    with scope(home.district):
        signed(
            home,
            starts=date(2026, 3, 10),
            last_day=date(2026, 12, 31),
            promises=(a_promise(frequency="MONTH", quantity=Decimal(4), measure="场"),),
        )
        starts = PromisePeriod.objects.values_list("starts", flat=True)
        assert list(starts.order_by("starts")) == [date(2026, 3, 10), date(2026, 4, 1)]
    time_machine.move_to("2026-09-20 09:00+08:00")
    with scope(home.district):
        assert open_due() == 3  # September, October, November; not the months that are over
        assert open_due() == 0
        october = PromisePeriod.objects.get(starts=date(2026, 10, 1)).listing
        assert (october.quantity, october.measure, october.opens_on) == (4, "场", date(2026, 10, 1))
        assert october.owner_id == home.enterprise.id and october.last_day == date(2026, 10, 31)


def test_what_the_alliance_promises_it_owns(town: Town) -> None:
    with scope(town.home.district):
        signed(town.home, promises=(a_promise("会议室", side=Side.PARTNER, audience=Audience.PUBLIC),))
        listing = Listing.objects.get()
        assert listing.owner_id == town.home.secretariat.id and listing.enterprise_id is None


def test_the_institution_hears_of_it_once(town: Town) -> None:
    with scope(town.home.district):
        signed(town.home)
        assert [one.account for one in Receipt.objects.filter(notice__kind="agreement.signed")] == [
            town.home.liaison
        ]


def test_an_agreement_that_ends_early_closes_what_it_opened(town: Town, time_machine: Any) -> None:
    home = town.home
    time_machine.move_to("2026-03-01 09:00+08:00")
    with scope(home.district):
        agreement = signed(
            home,
            starts=date(2026, 3, 2),
            last_day=date(2026, 12, 31),
            promises=(a_promise("整期"), a_promise("每月", frequency="MONTH")),
        )
        end_agreement(
            by=home.as_secretary, agreement_id=agreement.id, last_day=date(2026, 3, 20), reason="馆舍改造"
        )
        agreement.refresh_from_db()
        assert (agreement.last_day, agreement.ends) == (date(2026, 3, 20), date(2027, 1, 1))
        states = {(one.title, one.starts): (one.state, one.last_day) for one in Listing.objects.all()}
        assert states == {
            ("整期", date(2026, 3, 2)): ("OPEN", date(2026, 3, 20)),
            ("每月", date(2026, 3, 2)): ("OPEN", date(2026, 3, 20)),
            ("每月", date(2026, 4, 1)): ("CLOSED", date(2026, 4, 30)),
        }
        assert open_due() == 0
    time_machine.move_to("2026-03-21 09:00+08:00")
    with scope(home.district):
        assert seen_by(home.manager) == [] and open_due() == 0


def test_signing_is_taken_back_while_nothing_was_built_on_it(town: Town) -> None:
    with scope(town.home.district):
        agreement = signed(town.home)
        undo(by=town.home.as_secretary, act_id=Act.objects.get(verb="agreement.sign").id)
        agreement.refresh_from_db()
        assert (agreement.state, agreement.signed_on) == ("DRAFT", None)
        assert Listing.objects.count() == 0


def test_a_draft_is_written_anew_and_thrown_away(town: Town) -> None:
    home = town.home
    with scope(home.district):
        drafted = draft_agreement(by=home.as_secretary, terms=terms(home))
        anew = terms(home, title="新名称", promises=(a_promise("甲"), a_promise("乙")))
        change_agreement(by=home.as_secretary, agreement_id=drafted, terms=anew, expected_version=1)
        assert list(Promise.objects.values_list("title", flat=True)) == ["甲", "乙"]
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            change_agreement(by=home.as_secretary, agreement_id=drafted, terms=anew, expected_version=1)
        discard_agreement(by=home.as_secretary, agreement_id=drafted)
        assert Agreement.objects.count() == Promise.objects.count() == 0


def test_what_is_signed_is_only_ended(town: Town) -> None:
    home = town.home
    with scope(home.district):
        agreement = signed(home)
        for attempt in (
            lambda: change_agreement(by=home.as_secretary, agreement_id=agreement.id, terms=terms(home)),
            lambda: discard_agreement(by=home.as_secretary, agreement_id=agreement.id),
            lambda: sign_agreement(by=home.as_secretary, agreement_id=agreement.id),
        ):
            with pytest.raises(Refusal, match="ALREADY_SIGNED"):
                attempt()


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"title": " "}, "REQUIRED", ("title",)),
        ({"last_day": date(2020, 1, 1)}, "BEFORE_START", ("until",)),
        ({"last_day": date(9999, 12, 31)}, "OUT_OF_RANGE", ("until",)),
        ({"promises": ()}, "REQUIRED", ("promises",)),
        ({"promises": (a_promise(),) * 51}, "TOO_MANY", ("promises",)),
        ({"promises": (a_promise(), a_promise(" "))}, "REQUIRED", ("promises", "1", "title")),
        ({"promises": (a_promise(quantity=Decimal(0)),)}, "OUT_OF_RANGE", ("promises", "0", "quantity")),
        ({"promises": (a_promise(quantity=Decimal(-1)),)}, "OUT_OF_RANGE", ("promises", "0", "quantity")),
        ({"promises": (a_promise(starts=date(2020, 1, 1)),)}, "BEYOND_AGREEMENT", ("promises", "0", "from")),
        (
            {"promises": (a_promise(last_day=date(2031, 1, 1)),)},
            "BEYOND_AGREEMENT",
            ("promises", "0", "until"),
        ),
        (
            {"promises": (a_promise(audience=Audience.NAMED),)},
            "REQUIRED",
            ("promises", "0", "audience", "principals"),
        ),
    ],
)
def test_what_cannot_be_signed_is_told_by_field_and_nothing_is_written(
    town: Town, said: dict[str, Any], code: str, path: tuple[str, ...]
) -> None:
    with scope(town.home.district):
        before = (Act.objects.count(), OutboxEvent.objects.count())
        with pytest.raises(Refusal) as refused:
            draft_agreement(by=town.home.as_secretary, terms=terms(town.home, **said))
        assert (refused.value.code, refused.value.path) == (code, path)
        assert (Act.objects.count(), OutboxEvent.objects.count()) == before
        assert Agreement.objects.count() == 0


def test_others_institutions_and_files_answer_like_ones_that_never_were(town: Town) -> None:
    home, foreign = town.home, town.next_door.enterprise.id
    with scope(home.district):
        for said, path in (
            ({"institution": foreign}, ("institution",)),
            ({"institution": home.office.id}, ("institution",)),
            ({"file": foreign}, ("file",)),
            (
                {"promises": (a_promise(audience=Audience.NAMED, named=frozenset({foreign})),)},
                ("promises", "0", "audience", "principals"),
            ),
        ):
            with pytest.raises(Refusal, match="NOT_FOUND") as refused:
                draft_agreement(by=home.as_secretary, terms=terms(home, **said))
            assert refused.value.path == path


def test_neither_liaison_manager_nor_neighbour_keeps_agreements(town: Town) -> None:
    home = town.home
    with scope(home.district):
        agreement = signed(home)
        written = (Act.objects.count(), OutboxEvent.objects.count())
        for author in (home.as_liaison, home.as_manager, town.next_door.as_liaison):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                draft_agreement(by=author, terms=terms(home))
            with pytest.raises(Refusal, match="FORBIDDEN"):
                end_agreement(by=author, agreement_id=agreement.id, last_day=today() + NEXT_WEEK, reason="x")
        assert (Act.objects.count(), OutboxEvent.objects.count()) == written
    with scope(town.next_door.district), pytest.raises(Refusal, match="NOT_FOUND"):
        sign_agreement(by=town.next_door.as_secretary, agreement_id=agreement.id)


def test_drafts_are_seen_by_who_writes_them_and_signed_ones_by_mandate_holders(town: Town) -> None:
    home = town.home
    with scope(home.district):
        draft_agreement(by=home.as_secretary, terms=terms(home, title="草案"))
        signed(home)

        def titles(account: Any) -> set[str]:
            return set(visible(reader_of(account)).values_list("title", flat=True))

        assert titles(home.secretary) == {"草案", "与图书馆共建协议"}
        assert titles(home.liaison) == titles(home.manager) == {"与图书馆共建协议"}
        for stranger in (None, town.outsider, town.neighbour):
            assert titles(stranger) == set()


def test_the_database_keeps_a_promise_within_its_agreement(town: Town) -> None:
    with scope(town.home.district):
        agreement = signed(town.home)
        with pytest.raises(IntegrityError, match="agreements_promise_agreement_fk"), transaction.atomic():
            Promise.objects.filter(agreement=agreement).update(ends=date(2031, 1, 1))
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_who_signed_takes_it_back_through_the_door_for_undoing(town: Town) -> None:
    with scope(town.home.district):
        signed(town.home)
        taken_back = take_back(by=town.home.as_secretary, act_id=Act.objects.get(verb="agreement.sign").id)
        assert taken_back.undo_of is not None and Listing.objects.count() == 0
