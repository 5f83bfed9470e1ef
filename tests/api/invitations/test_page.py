"""The page behind an invitation's link, as a browser without scripts uses it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tenants.actions.mandates import accept, approve, invite, withdraw
from tenants.isolation.scope import scope
from tenants.models import Account, Act, Invitation, Mandate, Person
from tests.factories.town import Town

PASSWORD = "晨雾里的第七盏灯亮着"


def link(town: Town) -> tuple[Invitation, str]:
    with scope(town.home.district):
        invitation, secret = invite(by=town.home.as_manager, enterprise_id=town.home.enterprise.id)
    return invitation, f"/d/home/invitation/{secret}"


@pytest.fixture
def browser() -> Client:
    cache.clear()  # of wrong passwords that others' stories left
    return Client(enforce_csrf_checks=True)


def send(browser: Client, address: str, **form: str) -> Any:
    """What the page's own form sends."""
    shown = browser.get(address).content.decode()
    [token, *_rest] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown) or [""]
    return browser.post(address, {"csrfmiddlewaretoken": token, **form})


def test_the_page_names_who_invites_to_what_in_both_languages(town: Town, browser: Client) -> None:
    _invitation, address = link(town)
    response = browser.get(address)
    page = response.content.decode()
    assert town.home.enterprise.name in page and "企业联络员" in page and "liaison" in page
    assert response["Referrer-Policy"] == "same-origin" and "no-store" in response["Cache-Control"]


def test_who_has_no_account_gets_a_login_shown_once_and_no_address_is_asked(
    town: Town, browser: Client
) -> None:
    invitation, address = link(town)
    page = send(browser, address, do="register", password=PASSWORD, again=PASSWORD).content.decode()
    [login] = re.findall(r'<code id="login">([^<]+)</code>', page)
    account = Account.objects.get(login=login)
    assert account.email == "" and account.check_password(PASSWORD)
    assert browser.get("/_allauth/browser/v1/auth/session").json()["data"]["user"]["username"] == login
    with scope(town.home.district):
        assert Invitation.objects.get().accepted_by_id == account.id
        assert not Mandate.objects.filter(account=account).exists()
        assert approve(by=town.home.as_manager, invitation_id=invitation.id).account_id == account.id
    assert browser.get(address).status_code == 404  # used


def test_who_has_an_account_signs_in_and_accepts(town: Town, browser: Client) -> None:
    _invitation, address = link(town)
    response = send(browser, address, do="sign_in", login="outsider", password="outsider-password")
    assert response.status_code == 200 and "outsider" in response.content.decode()
    with scope(town.home.district):
        assert Invitation.objects.get().accepted_by_id == town.outsider.id


def test_who_is_signed_in_accepts_with_one_button(town: Town, browser: Client) -> None:
    _invitation, address = link(town)
    browser.force_login(town.outsider)
    assert "Accept as outsider" in browser.get(address).content.decode()
    assert send(browser, address, do="accept").status_code == 200
    with scope(town.home.district):
        assert Invitation.objects.get().accepted_by_id == town.outsider.id


def test_a_wrong_password_and_a_login_that_never_was_answer_alike(town: Town, browser: Client) -> None:
    _invitation, address = link(town)

    def told(login: str) -> tuple[int, str]:
        response = send(browser, address, do="sign_in", login=login, password="wrong-password")
        return response.status_code, re.sub(r'value="[^"]{20,}"', "", response.content.decode())

    assert told("outsider") == told("nobody-at-all")
    assert told("outsider")[0] == 400


def test_a_weak_or_mistyped_password_changes_nothing(town: Town, browser: Client) -> None:
    _invitation, address = link(town)
    logins = Account.objects.count()
    for form in ({"password": "short", "again": "short"}, {"password": PASSWORD, "again": "another"}, {}):
        assert send(browser, address, do="register", **form).status_code == 400
    for form in ({"do": "accept"}, {"do": "anything"}, {}):
        assert send(browser, address, **form).status_code == 400
    assert Account.objects.count() == logins
    with scope(town.home.district):
        assert (
            Invitation.objects.get().accepted_at is None
            and not Act.objects.filter(verb="invitation.accept").exists()
        )


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_wrong_with_a_password_is_told_wholly_in_both_languages(
    town: Town, browser: Client, language: str
) -> None:
    _invitation, address = link(town)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    page = send(browser, address, do="register", password="123", again="123").content.decode()
    [(chinese, english)] = re.findall(r'role="alert">\s*(.*?) <span lang="en">(.*?)</span>', page)
    assert chinese == "密码太短，至少需要 10 个字符。 这个密码太常见了。"
    assert english == (
        "This password is too short. It must contain at least 10 characters. This password is too common."
    )


def test_guessing_on_the_page_is_told_to_wait(town: Town, browser: Client) -> None:
    cache.clear()
    _invitation, address = link(town)
    for _try in range(6):
        page = send(browser, address, do="sign_in", login="outsider", password="wrong-password")
    told = page.content.decode()
    assert "请五分钟后再试" in told and "Wait five minutes" in told


def test_links_that_do_not_work_all_look_the_same(town: Town, browser: Client) -> None:
    used, withdrawn, expired = (link(town) for _ in range(3))
    with scope(town.home.district):
        accept(secret=used[1].rsplit("/", 1)[1], account=town.outsider)
        withdraw(by=town.home.as_manager, invitation_id=withdrawn[0].id)
        past = timezone.now() - timedelta(days=1)
        Invitation.objects.filter(id=expired[0].id).update(
            created_at=past - timedelta(days=1), expires_at=past
        )
    _good, standing = link(town)
    next_door, nowhere = (standing.replace("/home/", f"/{slug}/") for slug in ("next-door", "nowhere"))
    gone = [used[1], withdrawn[1], expired[1], next_door, nowhere, "/d/home/invitation/never-was"]
    answers = [browser.get(address) for address in gone]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    for address in gone:
        # The token of another page's form: these show none of their own.
        token = re.findall(
            r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(standing).content.decode()
        )[0]
        form = {"csrfmiddlewaretoken": token, "do": "register", "password": PASSWORD, "again": PASSWORD}
        assert browser.post(address, form).content == answers[0].content


def test_another_sites_form_is_not_taken(town: Town, browser: Client) -> None:
    _invitation, address = link(town)
    browser.force_login(town.outsider)
    assert browser.post(address, {"do": "accept"}).status_code == 403
    with scope(town.home.district):
        assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("way", ["register", "sign_in", "accept"])
def test_the_page_asks_who_she_is_and_how_to_reach_her(town: Town, browser: Client, way: str) -> None:
    invitation, address = link(town)
    if way == "accept":
        browser.force_login(town.outsider)
    form = {
        "register": {"password": PASSWORD, "again": PASSWORD},
        "sign_in": {"login": "outsider", "password": "outsider-password"},
        "accept": {},
    }[way]
    refused = send(browser, address, do=way, name="赵敏", phone="<没有>", **form)
    assert refused.status_code == 400 and "这不是电话号码。" in refused.content.decode()
    again = send(browser, address, do=way, name="赵敏", phone="13900001111", **form)
    assert again.status_code == 200, again.content.decode()
    with scope(town.home.district):
        approve(by=town.home.as_manager, invitation_id=invitation.id)
        [person] = Person.objects.filter(name="赵敏")
        assert person.phone == "13900001111" and person.account_id


def test_a_name_that_is_too_long_makes_no_account(town: Town, browser: Client) -> None:
    _invitation, address = link(town)
    logins = Account.objects.count()
    answer = send(browser, address, do="register", password=PASSWORD, again=PASSWORD, name="长" * 99)
    assert answer.status_code == 400 and Account.objects.count() == logins
