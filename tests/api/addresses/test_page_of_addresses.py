"""The page behind the link in the letter: it shows little, changes nothing by being opened, confirms once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliance.notices.actions.addresses import ask_for_address, remove_address
from alliance.notices.models import AddressProof
from alliance.notices.rules.addresses import secret_of
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.factories.town import Side, Town

WANG = "wang@example.org"


@pytest.fixture(autouse=True)
def mail_is_on(settings: Any) -> None:
    settings.MAIL_ON = True


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def link(side: Side, address: str = WANG, account: Account | None = None) -> str:
    """What stands in the letter."""
    account = Account.objects.get(pk=(account or side.liaison).pk)
    with scope(side.district):
        id = ask_for_address(account_id=account.pk, address=address)
    return f"/d/{side.district.slug}/address/{secret_of(id, account)}"


def press(browser: Client, address: str) -> Any:
    shown = browser.get(address).content.decode()
    [token, *_rest] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown) or [""]
    return browser.post(address, {"csrfmiddlewaretoken": token})


def email(account: Account) -> str:
    return Account.objects.get(pk=account.pk).email


def is_dead(browser: Client, address: str) -> bool:
    """As one that never was, to whoever opens it and to whoever posts to it."""
    opened = browser.get(address)
    never = browser.get("/d/home/address/never-was")
    posted = Client().post(address)
    answers = {(one.status_code, one.content) for one in (opened, never, posted)}
    return len(answers) == 1 and opened.status_code == 404


def test_opened_it_shows_the_address_masked_in_both_languages_and_changes_nothing(
    town: Town, browser: Client
) -> None:
    response = browser.get(link(town.home))
    page = response.content.decode()
    assert "w***@example.org" in page and WANG not in page and town.insider.login not in page
    assert "这是您的邮箱吗" in page and "Is this your address" in page
    assert response["Referrer-Policy"] == "same-origin" and "no-store" in response["Cache-Control"]
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert email(town.insider) == ""


def test_the_button_confirms_once_and_nobody_need_be_signed_in(town: Town, browser: Client) -> None:
    address = link(town.home)
    assert browser.post(address).status_code == 403  # another site's form
    done = press(browser, address)
    assert done.status_code == 200 and "已确认" in done.content.decode()
    assert email(town.insider) == WANG
    assert is_dead(browser, address)


def test_no_secret_is_kept(town: Town) -> None:
    secret = link(town.home).rpartition("/")[2]
    with scope(town.home.district):
        [row] = AddressProof.objects.values()
    assert secret not in str(row) and len(row["token_hash"]) == 32


def test_confirming_one_voids_the_others_everywhere(town: Town, browser: Client) -> None:
    again, next_door = link(town.home), link(town.next_door, "other@example.org", town.insider)
    colleague = link(town.home, account=town.home.manager)
    press(browser, link(town.home))
    assert is_dead(browser, again) and is_dead(browser, next_door)
    assert press(browser, colleague).status_code == 200
    assert email(town.home.manager) == email(town.insider) == WANG  # two may read one mailbox


def test_confirming_what_she_has_anyway_voids_the_others_too(town: Town, browser: Client) -> None:
    Account.objects.filter(pk=town.insider.pk).update(email=WANG)
    first, second = link(town.home), link(town.home)
    press(browser, first)
    assert is_dead(browser, second)


def test_another_address_voids_the_slip_before_it(town: Town, browser: Client) -> None:
    slip = link(town.home, "wagn@example.org")
    right = link(town.home)
    assert is_dead(browser, slip)
    assert press(browser, right).status_code == 200


def test_a_changed_password_or_a_removed_address_voids_what_waits(town: Town, browser: Client) -> None:
    address = link(town.home)
    account = Account.objects.get(pk=town.insider.pk)
    account.set_password("晨雾里的第七盏灯亮着")
    account.save()
    assert is_dead(browser, address)
    address = link(town.home)
    with scope(town.home.district):
        remove_address(account_id=town.insider.pk)
    assert is_dead(browser, address)
    address = link(town.home)
    Account.objects.filter(pk=town.insider.pk).update(is_active=False)
    assert is_dead(browser, address) and email(town.insider) == ""


def test_after_a_day_it_is_dead(town: Town, browser: Client) -> None:
    address = link(town.home)
    with scope(town.home.district):
        long_ago = timezone.now() - timedelta(days=1, seconds=1)
        AddressProof.objects.update(asked_at=long_ago, expires_at=long_ago + timedelta(days=1))
    assert is_dead(browser, address) and email(town.insider) == ""


@pytest.mark.parametrize("slug", ["next-door", "nowhere"])
def test_it_opens_in_its_own_district_only(town: Town, browser: Client, slug: str) -> None:
    address = link(town.home)
    assert is_dead(browser, address.replace("/d/home/", f"/d/{slug}/"))
    assert email(town.insider) == ""
    assert press(browser, address).status_code == 200


@pytest.mark.parametrize("secret", ["x", "%00", "%FF%FE", "华" * 20, "A" * 3000])
def test_what_was_invented_is_dead(town: Town, browser: Client, secret: str) -> None:
    assert is_dead(browser, f"/d/home/address/{secret}")


def test_with_an_address_she_signs_in_as_before(town: Town, browser: Client) -> None:
    press(browser, link(town.home))
    given = {"username": town.insider.login, "password": f"{town.insider.login}-password"}
    plain = Client()
    answer = plain.post("/_allauth/browser/v1/auth/login", given, content_type="application/json")
    assert answer.status_code == 200
