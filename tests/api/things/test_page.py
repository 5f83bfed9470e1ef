"""The page that opens a thing itself, as a browser without scripts uses it."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alliance.resources.models import Listing
from api.graphql.ids import encode
from api.things import renewal
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, District
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.town import Town


@pytest.fixture
def browser() -> Client:
    cache.clear()  # of sign-ins that failed
    return Client(enforce_csrf_checks=True, headers={"Accept-Language": "zh-Hans"})


def posted(town: Town, **terms: Any) -> tuple[Listing, str]:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison, "路演厅可借用", **terms)
    return listing, f"/d/home/things/{encode('Listing', listing.id)}"


def send(browser: Client, address: str, **form: str) -> Any:
    """What the page's own form sends."""
    shown = browser.get(address).content.decode()
    [token, *_rest] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown) or [""]
    return browser.post(address, {"csrfmiddlewaretoken": token, **form})


def test_a_public_thing_opens_for_everybody_in_their_language(town: Town, browser: Client) -> None:
    last = today() + timedelta(days=40)
    _listing, address = posted(
        town,
        description="可坐八十人\n含投影",
        price="免费",
        quantity=Decimal(2),
        tags=("路演",),
        last_day=last,
    )
    response = browser.get(address)
    page = response.content.decode()
    assert response.status_code == 200 and "no-store" in response["Cache-Control"]
    for said in ("<h1>路演厅可借用</h1>", "可坐八十人<br>含投影", "免费", "资源", "进行中", "路演"):
        assert said in page, said
    assert town.home.enterprise.name in page and f"{last.year}年{last.month}月{last.day}日" in page
    assert "续期" not in page
    english = Client(headers={"Accept-Language": "en"}).get(address).content.decode()
    assert 'lang="en"' in english and "offer" in english


@pytest.mark.parametrize("hidden", ["for the district", "for one enterprise"])
def test_what_is_not_for_everybody_asks_for_signing_in_and_then_opens(
    town: Town, browser: Client, hidden: str
) -> None:
    audience = FOR_DISTRICT if hidden == "for the district" else for_named(town.home.enterprise.id)
    _listing, address = posted(town, **audience)
    asked = browser.get(address)
    assert asked.status_code == 404 and 'name="password"' in asked.content.decode()
    assert "路演厅" not in asked.content.decode()
    wrong = send(browser, address, do="sign_in", login="insider-liaison", password="wrong-password")
    assert wrong.status_code == 400 and "不正确" in wrong.content.decode()
    given = {"login": "insider-liaison", "password": "insider-liaison-password"}
    there = send(browser, address, do="sign_in", **given)
    assert (there.status_code, there["Location"]) == (302, address)
    assert "<h1>路演厅可借用</h1>" in browser.get(address).content.decode()


def test_what_is_not_there_and_what_is_not_for_them_answer_alike(town: Town, browser: Client) -> None:
    listing, address = posted(town, **for_named(town.home.enterprise.id))
    District.objects.create(slug="private", name="private", is_public=False)
    never, _rest = encode("Listing", town.home.enterprise.id), None
    gone = [
        address,
        f"/d/home/things/{never}",
        "/d/home/things/nonsense",
        f"/d/next-door/things/{encode('Listing', listing.id)}",
        f"/d/nowhere/things/{never}",
        f"/d/private/things/{never}",
    ]
    for account in (None, town.outsider, town.home.manager):
        if account:
            browser.force_login(account)
        answers = [browser.get(one) for one in gone]
        assert {answer.status_code for answer in answers} == {404}
        told = {re.sub(r'value="[^"]{20,}"', "", answer.content.decode()) for answer in answers}
        assert len(told) == 1
        assert ('name="password"' in told.pop()) is (account is None)


def test_every_kind_of_thing_has_its_page(town: Town, browser: Client) -> None:
    home = town.home
    browser.force_login(home.manager)
    for type_, row, said in (
        ("Enterprise", home.enterprise, home.enterprise.name),
        ("Unit", home.unit, "1203"),
        ("Building", home.building, "A座"),
        ("Tenancy", home.tenancy, home.enterprise.name),
        ("Mandate", home.manager_mandate, "物业服务中心"),
    ):
        response = browser.get(f"/d/home/things/{encode(type_, row.id)}")
        assert response.status_code == 200 and said in response.content.decode(), type_


def test_a_masked_phone_stays_masked_here_too(town: Town, browser: Client) -> None:
    browser.force_login(town.insider)
    page = browser.get(f"/d/home/things/{encode('Contact', town.home.contact.id)}").content.decode()
    assert town.home.contact.person.phone not in page


def test_markup_stays_text(town: Town, browser: Client) -> None:
    _listing, address = posted(town, description="<script>alert(1)</script>")
    assert "<script>" not in browser.get(address).content.decode()


@pytest.fixture
def renewing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the three lists renew: as long again, at the version one saw."""
    if renewal.RENEW is not None:
        return

    def renew(*, by: Author, listing_id: Any, expected_version: int | None) -> None:
        listing = Listing.objects.get(id=listing_id)
        if listing.version != expected_version:
            raise Refusal("VERSION_CHANGED", "changed meanwhile")
        ends = listing.ends + timedelta(days=90)  # type: ignore[operator]
        Listing.objects.filter(id=listing_id).update(ends=ends, version=listing.version + 1)

    monkeypatch.setattr(renewal, "RENEW", renew)


def test_one_click_renews_what_ends_soon(town: Town, browser: Client, renewing: None) -> None:
    listing, address = posted(town, last_day=today() + timedelta(days=5))
    browser.force_login(town.insider)
    assert "续期" in browser.get(address).content.decode()
    done = send(browser, address, do="renew", version="1")
    assert done.status_code == 302
    page = browser.get(done["Location"]).content.decode()
    assert "已续期" in page and "<button>" not in page
    with scope(town.home.district):
        renewed = Listing.objects.get(id=listing.id)
        assert renewed.ends and listing.ends and renewed.ends > listing.ends and renewed.version == 2


def test_the_second_of_two_clicks_changes_nothing(town: Town, browser: Client, renewing: None) -> None:
    _listing, address = posted(town, last_day=today() + timedelta(days=5))
    browser.force_login(town.insider)
    with scope(town.home.district):
        Listing.objects.update(version=2)
    stale = send(browser, address, do="renew", version="1")
    assert stale.status_code == 400 and 'role="alert"' in stale.content.decode()


@pytest.mark.parametrize("who", ["the public", "an outsider", "the manager", "the neighbour"])
def test_nobody_else_renews_it(town: Town, browser: Client, renewing: None, who: str) -> None:
    _listing, address = posted(town, last_day=today() + timedelta(days=5))
    accounts: dict[str, Account] = {
        "an outsider": town.outsider,
        "the manager": town.home.manager,
        "the neighbour": town.neighbour,
    }
    if who in accounts:
        browser.force_login(accounts[who])
    assert "<button>续期" not in browser.get(address).content.decode()
    token = browser.cookies["csrftoken"].value if "csrftoken" in browser.cookies else ""
    browser.post(address, {"do": "renew", "version": "1", "csrfmiddlewaretoken": token})
    with scope(town.home.district):
        assert Listing.objects.get().version == 1


def test_another_sites_form_is_not_taken(town: Town, browser: Client, renewing: None) -> None:
    _listing, address = posted(town, last_day=today() + timedelta(days=5))
    browser.force_login(town.insider)
    assert browser.post(address, {"do": "renew", "version": "1"}).status_code == 403


def test_what_ends_late_or_never_offers_no_renewal(town: Town, browser: Client, renewing: None) -> None:
    browser.force_login(town.insider)
    for terms in ({}, {"last_day": today() + timedelta(days=30)}):
        _listing, address = posted(town, **terms)
        assert "<button>续期" not in browser.get(address).content.decode()
