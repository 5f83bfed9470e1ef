"""People sign in with a login and a password; the answers tell nobody which logins there are."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Account, Mandate
from tests.factories.ground import an_account
from tests.factories.town import Town

DOORS = "/_allauth/browser/v1"
ME = {"query": "{ me { login mandates { id } } }"}
POST = "mutation($input: PostListingInput!) { postListing(input: $input) { listing { id } errors { code } } }"


class Browser:
    """A browser with its cookies, from an address of its own."""

    def __init__(self) -> None:
        number = uuid4().int
        self.client = Client(
            enforce_csrf_checks=True, REMOTE_ADDR=f"10.{number % 256}.{number // 256 % 256}.7"
        )
        self.client.get(f"{DOORS}/config")

    def send(self, method: str, address: str, body: Any = None) -> Any:
        headers = {"X-CSRFToken": self.client.cookies["csrftoken"].value, "Accept-Language": "en"}
        return getattr(self.client, method)(address, body, "application/json", headers=headers)

    def sign_in(self, login: str, password: str) -> Any:
        return self.send("post", f"{DOORS}/auth/login", {"username": login, "password": password})


@pytest.fixture
def browser() -> Browser:
    return Browser()


def test_signing_in_opens_the_district_as_oneself(town: Town, browser: Browser) -> None:
    assert browser.send("post", "/d/home/graphql", ME).json()["data"]["me"] is None
    assert browser.sign_in("insider-liaison", "insider-liaison-password").status_code == 200
    me = browser.send("post", "/d/home/graphql", ME).json()["data"]["me"]
    assert me == {"login": "insider-liaison", "mandates": [{"id": encode("Mandate", town.home.mandate.id)}]}
    assert browser.send("delete", f"{DOORS}/auth/session", {}).status_code == 401
    assert browser.send("post", "/d/home/graphql", ME).json()["data"]["me"] is None


def test_a_mandate_revoked_in_a_running_session_is_gone_at_once(town: Town, browser: Browser) -> None:
    browser.sign_in("insider-liaison", "insider-liaison-password")
    said = {"actingAs": encode("Mandate", town.home.mandate.id), "kind": "OFFER", "title": "路演厅"}

    def post() -> Any:
        body = {"query": POST, "variables": {"input": said}}
        return browser.send("post", "/d/home/graphql", body).json()["data"]["postListing"]

    assert post()["errors"] == []
    with scope(town.home.district):
        Mandate.objects.filter(id=town.home.mandate.id).update(revoked_at=timezone.now())
    assert post() == {"listing": None, "errors": [{"code": "FORBIDDEN"}]}
    with scope(town.home.district):
        Mandate.objects.filter(id=town.home.mandate.id).update(revoked_at=None, ends=date(2021, 1, 1))
    assert post() == {"listing": None, "errors": [{"code": "FORBIDDEN"}]}


def test_an_account_that_is_closed_is_out_at_once(town: Town, browser: Browser) -> None:
    browser.sign_in("insider-liaison", "insider-liaison-password")
    Account.objects.filter(login="insider-liaison").update(is_active=False)
    assert browser.send("post", "/d/home/graphql", ME).json()["data"]["me"] is None


def test_refusals_are_the_same_for_logins_that_are_there_and_that_are_not(town: Town) -> None:
    an_account("closed-account", is_active=False)
    tries = [
        ("insider-liaison", "wrong-password"),
        ("nobody-at-all", "wrong-password"),
        ("closed-account", "closed-account-password"),
        ("INSIDER-LIAISON", "wrong-password"),
    ]
    answers = [Browser().sign_in(*each) for each in tries]
    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.content for answer in answers}) == 1


def test_refusals_cost_the_same_one_hash(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is what takes time: without one for a login that is not there, the answer would tell."""
    hashed: list[str] = []
    hasher = type(get_hasher())
    encode = hasher.encode

    def counted(*args: Any) -> Any:
        hashed.append("")
        return encode(*args)

    monkeypatch.setattr(hasher, "encode", counted)
    an_account("closed-account", is_active=False)
    for login in ("insider-liaison", "nobody-at-all", "closed-account"):
        hashed.clear()
        Browser().sign_in(login, "wrong-password")
        assert len(hashed) == 1


def test_guessing_a_login_is_stopped_whatever_host_it_names(town: Town) -> None:
    cache.clear()
    login = f"guessed-{uuid4().hex[:8]}"
    codes = []
    for number in range(7):
        browser = Browser()
        browser.client.defaults |= {
            "REMOTE_ADDR": "10.9.8.7",
            "HTTP_HOST": f"host{number}.example",
            "HTTP_X_FORWARDED_FOR": f"10.0.0.{number}",
        }
        codes.append(browser.sign_in(login, "wrong-password").json()["errors"][0]["code"])
    assert codes[:5] == ["username_password_mismatch"] * 5 and set(codes[5:]) == {"too_many_login_attempts"}


def test_nobody_keeps_somebody_else_out_by_guessing_from_elsewhere(town: Town) -> None:
    cache.clear()
    guesser, owner = Browser(), Browser()
    for _try in range(15):
        answer = guesser.sign_in("insider-liaison", "wrong-password")
    assert "Wait five minutes" in answer.json()["errors"][0]["message"]
    right = guesser.sign_in("insider-liaison", "insider-liaison-password")
    assert right.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert owner.sign_in("insider-liaison", "insider-liaison-password").status_code == 200
    # Another login from the guesser's address is another matter.
    assert guesser.sign_in("outsider", "outsider-password").status_code == 200


def test_guessing_is_counted_alike_for_a_login_that_is_not_there(town: Town) -> None:
    cache.clear()
    told = {}
    for login in ("insider-liaison", "nobody-at-all"):
        guesser = Browser()
        told[login] = [guesser.sign_in(login, "wrong-password").content for _try in range(7)]
    assert told["insider-liaison"] == told["nobody-at-all"]


@pytest.mark.parametrize(
    ("method", "door"),
    [
        ("post", "auth/signup"),
        ("post", "auth/password/request"),
        ("post", "auth/password/reset"),
        ("post", "auth/email/verify"),
        ("get", "account/email"),
        ("post", "auth/code/request"),
    ],
)
def test_the_other_doors_are_not_there(town: Town, browser: Browser, method: str, door: str) -> None:
    logins = Account.objects.count()
    body = {"username": "insider-liaison", "email": "a@example.cn", "password": "some-long-password"}
    assert browser.send(method, f"{DOORS}/{door}", body).status_code == 404
    assert Account.objects.count() == logins
    assert browser.send("post", f"{DOORS.replace('browser', 'app')}/auth/login", body).status_code == 404


def test_another_sites_form_cannot_sign_anybody_in(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    body = {"username": "insider-liaison", "password": "insider-liaison-password"}
    assert client.post(f"{DOORS}/auth/login", body, "application/json").status_code == 403


def test_a_password_can_be_changed_by_who_knows_it(town: Town, browser: Browser) -> None:
    browser.sign_in("outsider", "outsider-password")
    door = f"{DOORS}/account/password/change"
    wrong = browser.send("post", door, {"current_password": "wrong", "new_password": "晨雾里的第七盏灯啊啊"})
    assert wrong.status_code == 400
    right = {"current_password": "outsider-password", "new_password": "晨雾里的第七盏灯啊啊"}
    assert browser.send("post", door, right).status_code == 200
    assert Browser().sign_in("outsider", "晨雾里的第七盏灯啊啊").status_code == 200
