"""Notices by mail: one letter a person, in their language, at their hours, through a relay with moods."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliance.notices import actions
from alliance.notices.actions import claiming
from alliance.notices.actions.preferring import set_preferences
from alliance.notices.actions.reading import mark_read
from alliance.notices.events import follow
from alliance.notices.models import Delivery, Receipt
from alliance.notices.sending.mail import send_mail
from alliance.notices.tasks import send_due_of
from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.alliance.notices.relay import Relay
from tests.alliance.notices.telling import HAPPENED, relayed, told
from tests.factories.ground import a_mandate
from tests.factories.town import Side, Town

NOON = datetime.fromisoformat("2026-03-02T12:00:00+08:00")


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> Any:
    time_machine.move_to(NOON, tick=True)
    return time_machine


@pytest.fixture
def home(town: Town) -> Side:
    Account.objects.filter(pk=town.insider.pk).update(email="insider@example.org", language="en")
    return town.home


def tell(side: Side, **how: Any) -> None:
    with scope(side.district):
        told(side, **how)
    relayed()


def send(side: Side) -> None:
    send_due_of(str(side.district.id))


def choose(side: Side, **changes: Any) -> None:
    with scope(side.district):
        set_preferences(account_id=side.liaison.pk, changes=changes)


def deliveries(side: Side) -> list[Delivery]:
    with scope(side.district):
        return list(Delivery.objects.order_by("id"))


def test_one_event_is_one_letter_with_a_link_that_opens_the_thing(home: Side, relay: Relay) -> None:
    tell(home)
    for _again in range(2):
        send(home)
    [letter] = relay.letters
    assert (letter["To"], letter["Subject"]) == ("insider@example.org", "It happened: 路演厅")
    assert letter["From"] == "alliance@example.org" and letter["Auto-Submitted"] == "auto-generated"
    link = f"https://alliance.example/d/home/things/{encode('Enterprise', home.enterprise.id)}"
    assert link in relay.text() and "About 路演厅." in relay.text()
    html = letter.get_body(("html",))
    assert html is not None and f'href="{link}"' in html.get_content()
    [row] = deliveries(home)
    assert row.sent_at is not None and row.reference == letter["Message-ID"]


def test_planned_twice_is_planned_once(home: Side, relay: Relay) -> None:
    with scope(home.district):
        notice = told(home)
    for _again in range(2):
        follow(home.district.id, [notice.id])
    send(home)
    assert len(relay.letters) == len(deliveries(home)) == 1


def test_who_wears_two_hats_gets_one_letter(town: Town, home: Side, relay: Relay) -> None:
    with scope(home.district):
        a_mandate(home.liaison, home.office.id, "PROPERTY_MANAGER")
        with act("test.tell", by=OPERATOR) as record:
            both = [home.enterprise.id, home.office.id]
            actions.tell(record, HAPPENED, about=("Enterprise", home.enterprise.id), to=both)
    relayed()
    send(home)
    assert len(relay.letters) == 1


def test_markup_in_a_title_stays_text_and_a_header_stays_a_line(home: Side, relay: Relay) -> None:
    tell(home, title="<script>x</script>\nBcc: all@example.org")
    send(home)
    [letter] = relay.letters
    assert letter["Bcc"] is None and "Bcc: all@example.org" in letter["Subject"]
    html = letter.get_body(("html",))
    assert html is not None and "<script>" not in html.get_content()


def test_who_has_no_address_or_may_not_sign_in_is_not_written_to(town: Town, relay: Relay) -> None:
    tell(town.home)
    Account.objects.filter(pk=town.insider.pk).update(email="x@example.org", is_active=False)
    tell(town.home, title="zwei")
    assert deliveries(town.home) == [] and relay.asked == 0


def test_without_a_relay_nothing_is_planned(home: Side, settings: Any) -> None:
    settings.MAIL_ON = False
    tell(home)
    send(home)
    assert deliveries(home) == []


def test_at_night_it_waits_for_the_morning(home: Side, relay: Relay, noon: Any) -> None:
    noon.move_to(NOON.replace(hour=22))
    tell(home)
    send(home)
    assert relay.letters == []
    noon.move_to(NOON.replace(hour=7, minute=29) + timedelta(days=1))
    send(home)
    assert relay.letters == []
    noon.move_to(NOON.replace(hour=7, minute=30, second=1) + timedelta(days=1))
    send(home)
    assert len(relay.letters) == 1


def test_what_was_read_meanwhile_is_not_sent_again_by_mail(home: Side, relay: Relay, noon: Any) -> None:
    noon.move_to(NOON.replace(hour=22))
    tell(home)
    with scope(home.district):
        mark_read(account_id=home.liaison.pk, receipt_ids=[Receipt.objects.get().id])
    noon.move_to(NOON + timedelta(days=1))
    send(home)
    [row] = deliveries(home)
    assert relay.letters == [] and row.given_up_at is not None


def test_a_digest_is_one_letter_at_its_hour(home: Side, relay: Relay, noon: Any) -> None:
    choose(home, mail="DIGEST", digest_hour=18)
    for title in ("甲", "乙", "丙"):
        tell(home, title=title)
    send(home)
    assert relay.letters == []
    noon.move_to(NOON.replace(hour=18, minute=0, second=5))
    send(home)
    [letter] = relay.letters
    assert letter["Subject"] == "3 notices from home"
    assert all(f"It happened: {title}" in relay.text() for title in ("甲", "乙", "丙"))
    send(home)
    assert len(relay.letters) == 1 and all(row.sent_at for row in deliveries(home))


def test_never_is_never_also_for_what_waits_already(home: Side, relay: Relay, noon: Any) -> None:
    noon.move_to(NOON.replace(hour=22))
    tell(home)
    choose(home, groups={"tests": "NEVER"})
    tell(home, title="später")
    noon.move_to(NOON + timedelta(days=1))
    send(home)
    assert relay.letters == [] and len(deliveries(home)) == 1


def test_an_address_that_is_refused_for_good_is_not_tried_again(home: Side, relay: Relay, noon: Any) -> None:
    relay.rcpt_answer = "550 no such user"
    tell(home)
    send(home)
    [row] = deliveries(home)
    assert row.given_up_at is not None and row.error == "550 no such user"
    relay.rcpt_answer = ""
    noon.move_to(NOON + timedelta(hours=2))
    send(home)
    assert relay.letters == []


@pytest.mark.parametrize("stage", ["rcpt_answer", "data_answer"])
def test_a_relay_that_says_later_is_asked_later(home: Side, relay: Relay, noon: Any, stage: str) -> None:
    setattr(relay, stage, "451 greylisted, try again later")
    tell(home)
    send(home)
    send(home)  # not at once
    [row] = deliveries(home)
    assert row.attempts == 1 and row.error == "451 greylisted, try again later" and not row.given_up_at
    setattr(relay, stage, "")
    noon.move_to(NOON + timedelta(minutes=2))
    send(home)
    assert len(relay.letters) == 1


def test_a_relay_that_is_gone_loses_nothing_and_comes_back(home: Side, relay: Relay, noon: Any) -> None:
    relay.go_away()
    for title in ("甲", "乙", "丙"):
        tell(home, title=title)
    send(home)
    assert sorted(row.attempts for row in deliveries(home)) == [0, 0, 1]  # one try told enough
    relay.come_back()
    noon.move_to(NOON + timedelta(minutes=2))
    send(home)
    assert len(relay.letters) == 3


def test_a_relay_that_hangs_costs_one_timeout_and_the_letter_comes_once(
    home: Side, relay: Relay, noon: Any, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    relay.hangs = True
    for title in ("甲", "乙", "丙", "丁"):
        tell(home, title=title)
    before = datetime.now()
    send(home)
    assert (datetime.now() - before).total_seconds() < 2.5
    assert relay.letters == [] and all(row.sent_at is None for row in deliveries(home))
    relay.hangs = False
    noon.move_to(NOON + timedelta(minutes=2))
    send(home)
    assert len({letter["Message-ID"] for letter in relay.letters}) == 4


def test_after_three_days_without_a_relay_it_is_given_up_and_says_why(
    home: Side, relay: Relay, noon: Any
) -> None:
    relay.go_away()
    tell(home)
    noon.move_to(NOON + timedelta(days=4))
    send(home)
    [row] = deliveries(home)
    assert row.given_up_at is not None and "refused" in row.error.lower()


def test_killed_between_sending_and_noting_it_repeats_under_the_same_name(
    home: Side, relay: Relay, noon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(home, mail="DIGEST", digest_hour=18)
    for title in ("甲", "乙"):
        tell(home, title=title)
    noon.move_to(NOON.replace(hour=18, minute=1))

    def killed(*args: Any, **kwargs: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("alliance.notices.sending.mail.mark_sent", killed)
        with pytest.raises(SystemExit):
            send(home)
    send(home)  # whoever died may still be at it
    assert len(relay.letters) == 1
    noon.move_to(NOON.replace(hour=18, minute=7))
    send(home)
    first, second = relay.letters
    assert first["Message-ID"] == second["Message-ID"] and first["Subject"] == second["Subject"]
    assert all(row.sent_at for row in deliveries(home))


def test_killed_before_sending_loses_nothing(home: Side, relay: Relay, noon: Any) -> None:
    tell(home)
    with scope(home.district):
        assert claiming.claim_mail()
    send(home)
    assert relay.letters == []
    noon.move_to(timezone.now() + timedelta(minutes=6))
    send(home)
    assert len(relay.letters) == 1


def test_the_neighbours_are_told_nothing(town: Town, home: Side, relay: Relay) -> None:
    Account.objects.filter(pk=town.neighbour.pk).update(email="neighbour@example.org")
    tell(home)
    assert send_mail(town.next_door.district.id) == 0 and deliveries(town.next_door) == []
    send(home)
    assert [letter["To"] for letter in relay.letters] == ["insider@example.org"]
