"""The pages there are, as people open them."""

import json
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.plaza import Plaza

pytestmark = pytest.mark.full
Look = Callable[[str], None]

SEARCH = "query($t: String!) { searchEnterprises(text: $t, first: 1) { edges { node { id } } } }"
INVITE = """mutation($i: InviteLiaisonInput!) {
  inviteLiaison(input: $i) { invitation { link } errors { message } } }"""


def test_the_first_page_names_the_districts_and_leads_to_graphiql(
    page: Page, plaza: Plaza, look: Look
) -> None:
    page.goto(plaza.instance.url)
    expect(page.get_by_text("中德广场").first).to_be_visible()
    look("welcome")
    assert page.locator('a[href="/d/zhongde/graphql"]').count() == 1


def test_the_first_page_fits_a_phone(page: Page, plaza: Plaza, look: Look) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(plaza.instance.url)
    look("welcome-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_secretariat_signs_in_and_sees_its_district_only(page: Page, plaza: Plaza, look: Look) -> None:
    secretary = plaza.account("secretariat")
    page.goto(f"{plaza.instance.url}/d/zhongde/admin/")
    page.fill("input[name=username]", secretary["login"])
    page.fill("input[name=password]", secretary["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/zhongde/admin/")
    expect(page.get_by_text("地方与人").first).to_be_visible()
    look("admin")
    page.goto(f"{plaza.instance.url}/d/zhongde/admin/tenants/enterprise/")
    expect(page.locator("#result_list tbody tr").first).to_be_visible()
    look("admin-enterprises")
    neighbour = plaza.account("neighbour_liaison")["mandates"][0]["district"]
    answer = page.goto(f"{plaza.instance.url}/d/{neighbour}/admin/tenants/enterprise/")
    assert answer is not None and answer.status == 403
    look("admin-closed")


def test_an_invitation_is_accepted_by_somebody_who_had_no_account(
    page: Page, plaza: Plaza, look: Look
) -> None:
    manager, liaison = plaza.account("property_manager"), plaza.account("liaison")
    secret = invited(plaza, manager, liaison)
    page.goto(f"{plaza.instance.url}/d/zhongde/invitation/{secret}")
    look("invitation")
    form = page.locator("form", has=page.locator("input[value=register]"))
    for field in ("password", "again"):
        form.locator(f"input[name={field}]").fill("eine-lange-losung-7")
    form.locator("input[name=name]").fill("赵敏")
    form.locator("button").click()
    expect(page.locator("#login")).to_be_visible()
    look("invitation-accepted")
    assert page.goto(f"{plaza.instance.url}/d/zhongde/invitation/{secret}").status == 404  # type: ignore[union-attr]


def invited(plaza: Plaza, manager: dict, liaison: dict) -> str:
    """The secret of a new invitation for the sample liaison's company."""

    def ask(token: str, query: str, **variables: object) -> dict:
        request = urllib.request.Request(
            f"{plaza.instance.url}/d/zhongde/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    label = liaison["mandates"][0]["label"]
    found = ask(
        manager["token"],
        SEARCH,
        t=label,
    )
    said = {
        "actingAs": manager["mandates"][0]["id"],
        "enterprise": found["searchEnterprises"]["edges"][0]["node"]["id"],
    }
    made = ask(
        manager["token"],
        INVITE,
        i=said,
    )["inviteLiaison"]
    assert made["errors"] == []
    return made["invitation"]["link"].rstrip("/").rpartition("/")[2]
