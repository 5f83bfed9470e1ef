"""Who gets into a district's admin, and what of another district's can be seen there: nothing."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.test import Client

from tenants.isolation.scope import scope
from tenants.models import Account, Mandate
from tests.factories.town import Town

PAGES = ["enterprise", "building", "floor", "unit", "tenancy", "mandate", "act"]
HOME = "/d/home/admin/"


@pytest.fixture(autouse=True)
def nobody_guessed_before() -> None:
    cache.clear()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_secretary_enters_and_sees_her_pages(town: Town) -> None:
    client = signed_in(town.home.secretary)
    front = client.get(HOME)
    assert front.status_code == 200
    assert 'href="/d/home/admin/tenants/enterprise/"' in front.content.decode()
    for page in PAGES:
        assert client.get(f"{HOME}tenants/{page}/").status_code == 200, page
    assert client.get(f"{HOME}resources/listing/").status_code == 200


def test_liaison_manager_neighbour_and_outsider_are_told_that_it_is_not_for_them(town: Town) -> None:
    others = [
        town.home.liaison, town.home.manager, town.next_door.secretary, town.next_door.liaison, town.outsider,
    ]  # fmt: skip
    for account in others:
        client = signed_in(account)
        for address in (HOME, f"{HOME}tenants/enterprise/", f"{HOME}no/such/page/"):
            answer = client.get(address)
            page = answer.content.decode()
            assert answer.status_code == 403
            assert account.login in page and "不能进入这个后台" in page and "You are signed in as" in page
            assert town.home.district.name not in page.replace("/d/home/", "")


def test_a_manager_opens_the_page_of_rosters_and_no_other(town: Town) -> None:
    client = signed_in(town.home.manager)
    page = client.get(f"{HOME}rosters/")
    shown = page.content.decode()
    assert page.status_code == 200 and "导入台账" in shown
    assert "/tenants/enterprise/" not in shown and "/admin/rosters/" in shown
    assert client.get(f"{HOME}tenants/enterprise/").status_code == 403
    for account in (town.home.liaison, town.home.secretary, town.next_door.manager, town.outsider):
        answer = signed_in(account).get(f"{HOME}rosters/")
        assert answer.status_code == 403 and "导入台账" not in answer.content.decode(), account.login
    english = client.get(f"{HOME}rosters/", headers={"accept-language": "en"}).content.decode()
    assert "Hand in a roster" in english and "导入台账" not in english


def test_a_district_that_never_was_answers_alike(town: Town) -> None:
    secretary, stranger = signed_in(town.home.secretary), Client()
    closed = [secretary.get(f"/d/{slug}/admin/") for slug in ("next-door", "never-was")]
    assert {page.status_code for page in closed} == {403}
    told = [re.sub(r"next-door|never-was|value=\"\w+\"", "", page.content.decode()) for page in closed]
    assert told[0] == told[1]
    forms = [stranger.get(f"/d/{slug}/admin/", follow=True) for slug in ("home", "next-door", "never-was")]
    assert {form.status_code for form in forms} == {200}
    assert all("csrfmiddlewaretoken" in form.content.decode() for form in forms)


def test_ids_of_the_neighbour_answer_like_ids_that_never_were(town: Town) -> None:
    client = signed_in(town.home.secretary)
    theirs = client.get(f"{HOME}tenants/enterprise/{town.next_door.enterprise.id}/change/", follow=True)
    never = client.get(f"{HOME}tenants/enterprise/{town.outsider.id}/change/", follow=True)
    assert theirs.status_code == never.status_code
    same = [
        answer.content.decode().replace(str(row.id), "")
        for answer, row in ((theirs, town.next_door.enterprise), (never, town.outsider))
    ]
    assert town.next_door.building.name not in same[0] or "next-door" not in same[0]
    assert same[0].count("<tr") == same[1].count("<tr")


def test_lists_hold_the_district_s_own_rows_only(town: Town) -> None:
    shown = signed_in(town.home.secretary).get(f"{HOME}tenants/mandate/").content.decode()
    assert town.home.manager.login in shown
    assert town.next_door.manager.login not in shown


def test_a_revoked_mandate_closes_the_door_in_a_running_login(town: Town) -> None:
    client = signed_in(town.home.secretary)
    assert client.get(HOME).status_code == 200
    with scope(town.home.district):
        Mandate.objects.filter(id=town.home.secretary_mandate.id).update(revoked_at="2026-01-01T00:00:00Z")
    assert client.get(HOME).status_code == 403


def test_signing_in_works_and_does_not_tell_what_was_wrong(town: Town) -> None:
    town.home.secretary.set_password("right-horse-battery")
    town.home.secretary.save()
    client = Client()
    wrong = client.post(f"{HOME}login/", {"username": town.home.secretary.login, "password": "wrong"})
    unknown = client.post(f"{HOME}login/", {"username": "nobody-at-all", "password": "wrong"})
    told = "登录名或密码不正确"
    assert wrong.status_code == unknown.status_code == 200
    assert told in wrong.content.decode() and told in unknown.content.decode()
    right = client.post(
        f"{HOME}login/?next={HOME}",
        {"username": town.home.secretary.login, "password": "right-horse-battery"},
        follow=True,
    )
    assert right.status_code == 200 and town.home.district.name in right.content.decode()


def test_a_manager_with_the_right_password_is_not_left_with_a_bare_404(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)

    def send(address: str, page: str, **form: str) -> Any:
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return client.post(address, {"csrfmiddlewaretoken": token, **form}, follow=True)

    login = town.home.manager.login
    form = client.get(f"{HOME}login/?next={HOME}").content.decode()
    answer = send(f"{HOME}login/", form, username=login, password=f"{login}-password", next=HOME)
    assert answer.status_code == 403 and login in answer.content.decode()
    # Out again by the page's own button, and the form is back.
    send(f"{HOME}logout/", answer.content.decode())
    assert "username" in client.get(HOME, follow=True).content.decode()


def test_guessing_a_password_is_slowed_down(town: Town) -> None:
    client = Client()
    for _ in range(6):
        answer = client.post(f"{HOME}login/", {"username": town.home.secretary.login, "password": "wrong"})
    assert "登录名或密码不正确" not in answer.content.decode()
    assert "请五分钟后再试" in answer.content.decode()


def test_chinese_and_english_by_what_the_reader_asks_for(town: Town) -> None:
    client = signed_in(town.home.secretary)
    english = client.get(HOME, headers={"accept-language": "en"}).content.decode()
    chinese = client.get(HOME, headers={"accept-language": "zh-CN"}).content.decode()
    assert "Enterprises" in english and "入驻单位" in chinese


@pytest.mark.parametrize("address", ["search/?s=1", "jsi18n/", "password_change/"])
def test_what_django_adds_is_harmless(town: Town, address: str) -> None:
    assert signed_in(town.outsider).get(HOME + address).status_code == 403
    assert not LogEntry.objects.exists()
