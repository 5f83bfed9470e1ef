"""A person gives her address, proves that it is hers by a letter, and gets mail; or takes it away."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliance.notices.models import AddressProof
from alliance.notices.tasks import send_due_of
from tenants.isolation.scope import scope
from tenants.models import Account, OutboxEvent
from tests.alliance.notices.relay import Relay
from tests.factories.town import Side, Town

ME = "{ me { mailAddress mailAddressPending } }"
SET = """mutation($input: SetMailAddressInput!) { setMailAddress(input: $input) {
  account { mailAddress mailAddressPending } errors { code path message } } }"""
REMOVE = """mutation($input: RemoveMailAddressInput!) { removeMailAddress(input: $input) {
  account { mailAddress mailAddressPending } errors { code path } } }"""
WANG = "wang@example.org"


def give(asking: Any, address: str, **more: str) -> dict[str, Any]:
    return asking.data(SET, input={"address": address, **more})["setMailAddress"]


def given(asking: Any, address: str) -> None:
    assert give(asking, address)["errors"] == []


def refused(asking: Any, address: str) -> tuple[str, list[str]]:
    answered = give(asking, address)
    [error] = answered["errors"]
    assert answered["account"] is None
    return error["code"], error["path"]


def page_in(letter_text: str) -> str:
    [path] = re.findall(r"https://alliance\.example(/d/\S+)", letter_text)
    return path


def proofs(side: Side) -> int:
    with scope(side.district):
        return AddressProof.objects.count()


def test_an_address_is_hers_once_she_opened_the_letter(
    town: Town, ask: Callable[..., Any], relay: Relay
) -> None:
    asking = ask(town.home.district, town.insider)
    answered = give(asking, f" {WANG} ")
    assert answered == {"account": {"mailAddress": None, "mailAddressPending": WANG}, "errors": []}
    send_due_of(str(town.home.district.id))
    [letter] = relay.letters
    assert letter["To"] == WANG and town.home.district.name in letter["Subject"]
    assert town.insider.login not in relay.text()  # it may have reached a stranger
    assert Account.objects.get(pk=town.insider.pk).email == ""
    assert Client().post(page_in(relay.text())).status_code == 200
    assert asking.data(ME)["me"] == {"mailAddress": WANG, "mailAddressPending": None}


def test_the_old_address_stays_until_the_new_one_is_proved(
    town: Town, ask: Callable[..., Any], relay: Relay
) -> None:
    Account.objects.filter(pk=town.insider.pk).update(email="old@example.org")
    asking = ask(town.home.district, town.insider)
    given(asking, WANG)
    assert asking.data(ME)["me"] == {"mailAddress": "old@example.org", "mailAddressPending": WANG}


def test_removed_it_is_gone_and_so_is_what_waited(town: Town, ask: Callable[..., Any], relay: Relay) -> None:
    Account.objects.filter(pk=town.insider.pk).update(email="old@example.org")
    asking = ask(town.home.district, town.insider)
    given(asking, WANG)
    for _again in range(2):
        answered = asking.data(REMOVE, input={})["removeMailAddress"]
        assert answered == {"account": {"mailAddress": None, "mailAddressPending": None}, "errors": []}
    send_due_of(str(town.home.district.id))
    assert relay.letters == []


def test_whose_address_it_is_already_is_not_told(town: Town, ask: Callable[..., Any], relay: Relay) -> None:
    Account.objects.filter(pk=town.neighbour.pk).update(email=WANG)
    asking = ask(town.home.district, town.insider)
    taken, free = give(asking, WANG), give(asking, "free@example.org")
    assert taken["errors"] == free["errors"] == []
    assert taken["account"]["mailAddressPending"] == WANG


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "REQUIRED"),
        ("  ", "REQUIRED"),
        ("wang", "ADDRESS_INVALID"),
        ("wang@", "ADDRESS_INVALID"),
        ("wang@example.org\nBcc: all@example.org", "ADDRESS_INVALID"),
        ('"wang\x01"@example.org', "ADDRESS_INVALID"),
        ("a@example.org,b@example.org", "ADDRESS_INVALID"),
        (f"wang@{'a' * 64}.org", "ADDRESS_INVALID"),
        (f"{'w' * 250}@example.org", "TOO_LONG"),
    ],
)
def test_what_is_no_address_is_refused_at_its_field(
    town: Town, ask: Callable[..., Any], relay: Relay, address: str, code: str
) -> None:
    asking = ask(town.home.district, town.insider)
    assert refused(asking, address) == (code, ["address"])
    assert proofs(town.home) == 0


def test_three_letters_an_hour_are_enough_and_a_retry_is_the_same_one(
    town: Town, ask: Callable[..., Any], relay: Relay
) -> None:
    asking = ask(town.home.district, town.insider)
    for number in range(3):
        for _retry in range(2):
            assert give(asking, f"w{number}@example.org", idempotencyKey=str(number))["errors"] == []
    assert refused(asking, WANG) == ("TOO_MANY", ["address"]) and proofs(town.home) == 3
    given(ask(town.home.district, town.home.manager), WANG)  # each counts for herself
    with scope(town.home.district):
        AddressProof.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    given(asking, WANG)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "sends no mail"), ("zh-Hans", "本平台未开通邮件发送")]
)
def test_where_mail_is_off_it_says_so(
    town: Town, ask: Callable[..., Any], settings: Any, language: str, words: str
) -> None:
    settings.MAIL_ON = False
    asking = ask(town.home.district, town.insider, language=language)
    [error] = give(asking, WANG)["errors"]
    assert error["code"] == "MAIL_OFF" and words in error["message"] and proofs(town.home) == 0
    assert asking.data(REMOVE, input={})["removeMailAddress"]["errors"] == []


def test_the_public_gives_and_removes_none(town: Town, ask: Callable[..., Any], relay: Relay) -> None:
    nobody = ask(town.home.district)
    with scope(town.home.district):
        before = OutboxEvent.objects.count()
    assert refused(nobody, WANG) == ("FORBIDDEN", [])
    [error] = nobody.data(REMOVE, input={})["removeMailAddress"]["errors"]
    assert error == {"code": "FORBIDDEN", "path": []}
    with scope(town.home.district):
        assert OutboxEvent.objects.count() == before
    assert proofs(town.home) == 0


@pytest.mark.parametrize("who", ["neighbour", "outsider", "colleague"])
def test_nobody_sees_or_touches_anothers(town: Town, ask: Callable[..., Any], relay: Relay, who: str) -> None:
    given(ask(town.home.district, town.insider), WANG)
    Account.objects.filter(pk=town.insider.pk).update(email="")
    other = {"neighbour": town.neighbour, "outsider": town.outsider, "colleague": town.home.manager}[who]
    theirs = ask(town.home.district, other)
    assert theirs.data(ME)["me"] == {"mailAddress": None, "mailAddressPending": None}
    given(theirs, "their@example.org")
    theirs.data(REMOVE, input={})
    asking = ask(town.home.district, town.insider)
    assert asking.data(ME)["me"]["mailAddressPending"] == WANG
    # One account in two districts: what waits is each district's, the address is hers everywhere.
    assert ask(town.next_door.district, town.insider).data(ME)["me"]["mailAddressPending"] is None
