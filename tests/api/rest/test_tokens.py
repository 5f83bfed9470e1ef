"""Tokens for programs: made by whoever is signed in, shown once, kept as a hash, gone at once."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tenants.models import AccessToken, Account
from tenants.tokens import account_of_token, create_token
from tests.factories.town import Town

TOKENS = "/d/home/api/tokens/"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def login_of(token: str) -> Any:
    body = {"query": "{ me { login } }"}
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().post("/d/home/graphql", body, "application/json", headers=headers)
    return answer.json()["data"]["me"]["login"] if answer.status_code == 200 else answer.status_code


def test_made_used_listed_and_taken_away(town: Town) -> None:
    client = signed_in(town.insider)
    made = client.post(TOKENS, {"name": "前台程序", "days": 30}, "application/json")
    assert made.status_code == 201
    token = made.json()["token"]
    assert login_of(token) == "insider-liaison"
    [listed] = client.get(TOKENS).json()
    assert listed == {key: made.json()[key] for key in ("id", "name", "created_at", "expires_at")}
    assert token.encode() not in bytes(AccessToken.objects.get().token_hash)
    assert client.delete(f"{TOKENS}{listed['id']}/").status_code == 204
    assert login_of(token) == 401 and client.get(TOKENS).json() == []
    assert client.delete(f"{TOKENS}{listed['id']}/").status_code == 404


def test_a_token_makes_no_tokens(town: Town) -> None:
    _row, token = create_token(account=town.insider, name="one")
    headers = {"Authorization": f"Bearer {token}"}
    made = Client().post(TOKENS, {"name": "two"}, "application/json", headers=headers)
    assert made.status_code == 403 and AccessToken.objects.count() == 1
    assert len(Client().get(TOKENS, headers=headers).json()) == 1


def test_nobody_sees_or_takes_anothers(town: Town) -> None:
    row, _token = create_token(account=town.insider, name="mine")
    assert Client().get(TOKENS).status_code == 404
    for other in (town.outsider, town.neighbour, town.home.manager):
        assert signed_in(other).get(TOKENS).json() == []
        assert signed_in(other).delete(f"{TOKENS}{row.id}/").status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None


@pytest.mark.parametrize(
    "wish", [{}, {"name": ""}, {"name": "x", "days": 0}, {"name": "x" * 81}, {"name": "a\0b"}]
)
def test_a_wish_that_cannot_be_makes_nothing(town: Town, wish: dict[str, Any]) -> None:
    assert signed_in(town.insider).post(TOKENS, wish, "application/json").status_code == 400
    assert not AccessToken.objects.exists()


def test_another_sites_page_makes_no_token(town: Town) -> None:
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    wish = {"name": "x"}
    assert signed_in(town.insider).post(TOKENS, wish, "application/json", headers=headers).status_code == 404
    assert signed_in(town.insider).post(TOKENS, wish).status_code == 415
    assert not AccessToken.objects.exists()


def test_expired_unknown_and_of_a_closed_account_are_alike(town: Town) -> None:
    past = timezone.now() - timedelta(seconds=1)
    _row, expired = create_token(account=town.insider, name="expired", expires_at=past)
    _row, closed = create_token(account=town.outsider, name="closed")
    Account.objects.filter(pk=town.outsider.pk).update(is_active=False)
    assert [login_of(token) for token in (expired, closed, "dap_never", "x")] == [401] * 4
    assert account_of_token("") is None and account_of_token("\ud800") is None


def test_the_command_prints_a_token_that_works(town: Town) -> None:
    out = io.StringIO()
    call_command("token", "insider-liaison", stdout=out)
    assert login_of(out.getvalue().strip()) == "insider-liaison"
    for wrong in (["nobody"], ["outsider", "--days", "0"]):
        with pytest.raises(CommandError):
            call_command("token", *wrong)
