"""Who posted hears when it ends, once, and renews it by one click."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliance.notices.kinds import title_of
from alliance.notices.models import Notice, Receipt
from alliance.resources.actions import close_listing, remind_of_endings, renew_listing
from alliance.resources.models import Listing
from alliance.resources.rules import renewed_until
from alliance.resources.tasks import remind_everywhere
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.factories.listings import a_listing
from tests.factories.town import Town

DAY = timedelta(days=1)
MAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("starts", "last_day", "asked", "wanted"),
    [
        (date(2026, 5, 1), date(2026, 5, 30), None, date(2026, 6, 29)),  # thirty days again
        (date(2026, 4, 1), date(2026, 4, 30), None, date(2026, 6, 9)),  # over: counted from today
        (None, date(2026, 5, 30), None, date(2026, 8, 28)),  # ninety
        (date(1900, 1, 1), date(2026, 5, 30), None, date(2029, 6, 1)),  # three years at most
        (None, date(2026, 5, 30), date(2026, 7, 1), date(2026, 7, 1)),
        (None, date(2026, 4, 30), MAY, MAY),
    ],
)
def test_as_long_again_or_until_the_day_asked_for(
    starts: date | None, last_day: date, asked: date | None, wanted: date
) -> None:
    assert renewed_until(starts=starts, last_day=last_day, asked=asked, today=MAY) == wanted


@pytest.mark.parametrize(
    ("last_day", "asked", "code"),
    [
        (None, None, "NO_LAST_DAY"),
        (date(2026, 5, 30), date(2026, 5, 30), "BEFORE_START"),
        (date(2026, 4, 1), date(2026, 5, 9), "BEFORE_START"),
    ],
)
def test_renewing_goes_forward(last_day: date | None, asked: date | None, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        renewed_until(starts=None, last_day=last_day, asked=asked, today=MAY)


def test_what_expired_stands_again_and_what_is_closed_does_not(town: Town, time_machine: Any) -> None:
    home = town.home
    mine: dict[str, Any] = {"by": home.as_liaison}
    with scope(home.district):
        listing = a_listing(home.as_liaison, starts=today(), last_day=today() + 9 * DAY)
        closed = a_listing(home.as_liaison, last_day=today())
        close_listing(**mine, listing_id=closed.id)
    time_machine.move_to(timezone.now() + timedelta(days=20))
    with scope(home.district):
        for _retry in range(2):
            renew_listing(**mine, listing_id=listing.id, expected_version=1, idempotency_key="once")
        assert Listing.objects.get(id=listing.id).last_day == today() + 10 * DAY
        undo(act_id=Act.objects.get(verb="listing.renew").id, **mine)
        assert Listing.objects.get(id=listing.id).last_day == today() - 11 * DAY
        with pytest.raises(Refusal, match="ALREADY_CLOSED"):
            renew_listing(**mine, listing_id=closed.id)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            renew_listing(by=home.as_secretary, listing_id=listing.id)
        with pytest.raises(Refusal, match="OUT_OF_RANGE"):
            renew_listing(**mine, listing_id=listing.id, last_day=date(9999, 12, 31))


def test_its_owner_hears_of_it_two_weeks_before_and_at_the_end_once_each(
    town: Town, time_machine: Any
) -> None:
    home, now = town.home, timezone.now()
    with scope(home.district):
        listing = a_listing(home.as_liaison, "会议室", last_day=today() + 20 * DAY)
        a_listing(home.as_liaison, "不限期")
        a_listing(home.as_liaison, "三天就完", last_day=today() + 3 * DAY)
        a_listing(home.as_liaison, "草稿", last_day=today() + 20 * DAY, is_draft=True)

    def told(days: int) -> list[str]:
        time_machine.move_to(now + timedelta(days=days))
        with scope(home.district):
            for _beat in range(2):
                remind_of_endings()
            return [title_of(n.kind, n.params) for n in Notice.objects.order_by("at", "id")]

    assert told(0) == told(3) == []
    assert len(told(4)) == 1  # what was posted for three days; its owner knew
    assert len(told(5)) == 1
    assert len(told(6)) == len(told(20)) == 2
    with scope(home.district):
        kinds = Notice.objects.filter(about_id=listing.id).values_list("kind", flat=True)
        assert list(kinds) == ["listing.ending"]
        assert {r.account_id for r in Receipt.objects.all()} == {town.insider.id}
    assert len(told(21)) == 3
    with scope(home.district):
        renew_listing(by=home.as_liaison, listing_id=listing.id)
    assert len(told(22)) == 3
    assert len(told(105)) == 4  # of its new last day it is told again


def test_where_nobody_can_be_told_there_is_no_act(town: Town) -> None:
    home = town.home
    with scope(home.district):
        Listing.objects.create(
            kind="OFFER", title="无人管", owner=home.office, ends=today(), created_at=timezone.now()
        )
        for mandate in (home.mandate, home.manager_mandate, home.secretary_mandate):
            type(mandate).objects.filter(id=mandate.id).update(revoked_at=timezone.now())
        assert remind_of_endings() == 0 and not Act.objects.filter(verb="listing.remind").exists()


def test_by_beat_each_district_is_asked_on_its_own(town: Town, settings: Any, monkeypatch: Any) -> None:
    asked: list[str] = []
    monkeypatch.setattr("alliance.resources.tasks.remind.delay", asked.append)
    remind_everywhere()
    assert sorted(asked) == sorted(str(side.district.id) for side in (town.home, town.next_door))
