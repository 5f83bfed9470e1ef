"""The letters that prove addresses: sent once, in the account's language, whoever is away or dies."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.notices import tasks
from alliance.notices.actions.addresses import ask_for_address, confirm_address
from alliance.notices.actions.claiming_proofs import claim_proof
from alliance.notices.models import AddressProof
from alliance.notices.rules.addresses import secret_of
from alliance.notices.sending.proofs import send_proofs
from alliance.notices.tasks import clear_old_proofs_of, send_due_of
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, OutboxEvent
from tests.alliance.notices.relay import Relay
from tests.alliance.notices.telling import relayed, told
from tests.alliance.notices.test_workers import at_once
from tests.factories.town import Side, Town

WANG = "wang@example.org"
NIGHT = datetime.fromisoformat("2026-03-02T23:00:00+08:00")


@pytest.fixture(autouse=True)
def night(time_machine: Any) -> Any:
    """Whoever asks at night is awake and waits."""
    time_machine.move_to(NIGHT, tick=True)
    return time_machine


def give(side: Side, address: str = WANG, account: Account | None = None) -> None:
    with scope(side.district):
        ask_for_address(account_id=(account or side.liaison).pk, address=address)


def send(side: Side) -> None:
    send_due_of(str(side.district.id))


def the_proof(side: Side) -> AddressProof:
    with scope(side.district):
        return AddressProof.objects.get()


@pytest.mark.parametrize(
    ("language", "words"), [("", "请在一天内打开"), ("en", "open this page within a day")]
)
def test_the_letter_is_in_her_language_with_the_link(
    town: Town, relay: Relay, language: str, words: str
) -> None:
    Account.objects.filter(pk=town.insider.pk).update(language=language)
    give(town.home)
    for _again in range(2):
        send(town.home)
    [letter] = relay.letters
    secret = secret_of(the_proof(town.home).id, Account.objects.get(pk=town.insider.pk))
    link = f"https://alliance.example/d/home/address/{secret}"
    assert words in relay.text() and link in relay.text()
    html = letter.get_body(("html",))
    assert html is not None and f'href="{link}"' in html.get_content()
    assert letter["To"] == WANG and letter["Auto-Submitted"] == "auto-generated"
    assert the_proof(town.home).sent_at is not None


def test_asking_wakes_a_worker_through_the_outbox(town: Town, relay: Relay, no_broker: list[Any]) -> None:
    give(town.home)
    assert relay.asked == 0 and no_broker == []
    relayed()
    assert no_broker == [town.home.district.id]


def test_what_is_taken_back_with_its_transaction_was_never_asked(town: Town, relay: Relay) -> None:
    with pytest.raises(SystemExit), scope(town.home.district):
        ask_for_address(account_id=town.insider.pk, address=WANG)
        raise SystemExit
    with scope(town.home.district):
        assert not OutboxEvent.objects.filter(topic="address_proof").exists()
    send(town.home)
    assert relay.asked == 0


def test_nobody_woken_the_beat_finds_it(town: Town, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between commit and send, or the broker lost it: the row itself is what is due."""
    give(town.home)
    monkeypatch.setattr(tasks.send_due_of, "delay", tasks.send_due_of)
    tasks.send_due()
    assert [letter["To"] for letter in relay.letters] == [WANG]


def test_killed_once_claimed_it_leaves_when_the_lease_is_over(town: Town, relay: Relay, night: Any) -> None:
    give(town.home)
    with scope(town.home.district):
        assert claim_proof() is not None
    send(town.home)
    assert relay.letters == []
    night.move_to(NIGHT + timedelta(minutes=6))
    send(town.home)
    assert len(relay.letters) == 1


def test_killed_between_sending_and_noting_it_is_the_same_letter_again(
    town: Town, relay: Relay, night: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: Any) -> None:
        raise SystemExit

    give(town.home)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr("alliance.notices.sending.proofs.mark_proof_sent", killed)
        send(town.home)
    night.move_to(NIGHT + timedelta(minutes=6))
    send(town.home)
    first, second = relay.letters
    assert first["Message-ID"] == second["Message-ID"] and relay.text(0) == relay.text(1)


@pytest.mark.parametrize("stage", ["rcpt_answer", "data_answer"])
def test_refused_for_now_it_is_sent_later(town: Town, relay: Relay, night: Any, stage: str) -> None:
    give(town.home)
    setattr(relay, stage, "451 try again later")
    send(town.home)
    row = the_proof(town.home)
    assert row.error == "451 try again later" and row.sent_at is None
    setattr(relay, stage, "")
    night.move_to(NIGHT + timedelta(minutes=2))
    send(town.home)
    assert len(relay.letters) == 1 and the_proof(town.home).error == ""


def test_refused_for_good_it_waits_no_more_and_the_next_is_not_held_up(town: Town, relay: Relay) -> None:
    give(town.home)
    relay.rcpt_answer = "550 no such mailbox"
    send(town.home)
    assert the_proof(town.home).expires_at <= timezone.now()
    relay.rcpt_answer = ""
    give(town.home, account=town.home.manager)
    send(town.home)
    assert relay.asked == 2 and len(relay.letters) == 1


def test_a_relay_that_is_gone_loses_nothing_within_the_day(town: Town, relay: Relay, night: Any) -> None:
    relay.go_away()
    give(town.home)
    give(town.next_door)
    for side in (town.home, town.next_door):
        send(side)
    relay.come_back()
    night.move_to(NIGHT + timedelta(hours=20))
    send(town.home)
    assert len(relay.letters) == 1
    night.move_to(NIGHT + timedelta(hours=25))
    send(town.next_door)
    assert len(relay.letters) == 1  # its link is over


def test_what_became_void_before_it_left_does_not_leave(town: Town, relay: Relay) -> None:
    give(town.home)
    Account.objects.filter(pk=town.insider.pk).update(password="!")
    send(town.home)
    assert relay.asked == 0


def test_each_letter_leaves_once_whoever_comes_for_it(town: Town, relay: Relay) -> None:
    home = town.home
    people = (home.liaison, home.manager, home.secretary)
    for person in people:
        for _letter in range(3):
            give(home, f"{person.login}@example.org", person)
    at_once(lambda: send_proofs(home.district.id))
    names = [letter["Message-ID"] for letter in relay.letters]
    assert len(names) == len(set(names)) == 9


def test_asked_many_times_at_once_three_letters_are_all(town: Town, relay: Relay) -> None:
    refused = []

    def ask() -> None:
        try:
            give(town.home)
        except Refusal as refusal:
            refused.append(refusal.code)

    at_once(ask, workers=6)
    with scope(town.home.district):
        assert AddressProof.objects.count() == 3 and refused == ["TOO_MANY"] * 3


def test_two_links_opened_at_once_confirm_one(town: Town, relay: Relay) -> None:
    for _letter in range(2):
        give(town.home)
    with scope(town.home.district):
        ids = list(AddressProof.objects.values_list("id", flat=True))
    secrets, confirmed = [secret_of(id, town.insider) for id in ids], []

    def open_one() -> None:
        secret = secrets.pop()
        with scope(town.home.district), suppress(NotFound):
            confirmed.append(confirm_address(secret).address)

    at_once(open_one, workers=2)
    assert confirmed == [WANG]


def test_once_proved_notices_go_there(town: Town, relay: Relay, night: Any) -> None:
    give(town.home)
    with scope(town.home.district):
        confirm_address(secret_of(AddressProof.objects.get().id, town.insider))
        told(town.home)
    relayed()
    night.move_to(NIGHT + timedelta(hours=12))
    send(town.home)
    assert [letter["To"] for letter in relay.letters] == [WANG]


def test_what_was_asked_about_is_forgotten_after_a_day(town: Town, relay: Relay, night: Any) -> None:
    give(town.home)
    give(town.next_door)
    assert clear_old_proofs_of(str(town.home.district.id)) == 0
    night.move_to(NIGHT + timedelta(days=1, minutes=1))
    assert clear_old_proofs_of(str(town.home.district.id)) == 1
    assert the_proof(town.next_door).address == WANG


def test_the_database_keeps_its_days(town: Town, relay: Relay) -> None:
    give(town.home)
    long_ago = timezone.now() - timedelta(days=2)
    with scope(town.home.district):
        for wrong in ({"expires_at": long_ago}, {"confirmed_at": timezone.now() + timedelta(days=2)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                AddressProof.objects.update(**wrong)
