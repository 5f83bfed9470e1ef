"""The page of the search, as people use it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.factories.plaza import Plaza

pytestmark = pytest.mark.full
Look = Callable[[str], None]


def opened(page: Page, plaza: Plaza, query: str = "") -> Any:
    page.goto(f"{plaza.instance.url}/d/zhongde/search{query}")
    return page.get_by_role("combobox")


def test_typing_proposes_and_keys_choose(page: Page, plaza: Plaza, look: Look) -> None:
    page.goto(plaza.instance.url)
    page.locator('a[href="/d/zhongde/search"]').click()
    look("search-empty")
    box = page.get_by_role("combobox")
    box.press_sequentially("xzt")
    proposals = page.get_by_role("listbox")
    expect(proposals.get_by_role("option").first).to_contain_text("新众通")
    expect(proposals.locator("mark").first).to_have_text("新众通")
    look("search-proposals")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "option-NAME-0")
    box.press("Escape")
    expect(proposals).to_be_hidden()
    box.press("Enter")
    first = page.locator("#found > li").first
    expect(first.locator("h3")).to_contain_text("新众通")
    expect(first.locator(".why")).to_contain_text("按拼音首字母")
    look("search-found")
    page.locator("#found h3 a").first.click()
    page.wait_for_url("**/things/*")
    page.go_back()
    expect(page.get_by_role("combobox")).to_have_value("xzt")
    expect(page.locator("#found > li").first).to_contain_text("新众通")


def test_the_address_keeps_what_was_searched_for(page: Page, plaza: Plaza) -> None:
    box = opened(page, plaza)
    for text in ("xzt", "A座"):
        box.fill(text)
        box.press("Enter")
        expect(page.locator("#state")).to_contain_text("找到")
    page.get_by_role("link", name="资源与需求").click()
    page.wait_for_url("**in=listings**")
    page.go_back()
    expect(page.locator('a[data-list="enterprises"]')).to_have_attribute("aria-current", "page")
    expect(box).to_have_value("A座")
    page.go_back()
    expect(box).to_have_value("xzt")
    expect(page.locator("#found > li").first).to_contain_text("新众通")


def test_the_newest_keystroke_wins(page: Page, plaza: Plaza) -> None:
    """The first answer is held back until the last one has come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        said: Any = route.request.post_data_json
        if "Suggest" in said["query"] and said["variables"]["text"] == "x":
            held.append(route)
        else:
            route.continue_()

    page.route("**/d/zhongde/graphql", hold)
    box = opened(page, plaza)
    box.press("x")
    page.wait_for_timeout(200)
    assert len(held) == 1
    box.press_sequentially("zt")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("新众通")
    shown = page.get_by_role("listbox").inner_text()
    stale: dict[str, Any] = {"data": {"suggest": []}}
    with suppress(Error):  # given up by the page, as it should be
        held[0].fulfill(json=stale)
    page.wait_for_timeout(200)
    assert page.get_by_role("listbox").inner_text() == shown and box.input_value() == "xzt"


def test_an_answer_that_could_not_be_given_up_is_dropped(page: Page, plaza: Plaza) -> None:
    """The same where the browser cannot abort: the first answer comes last, and is not shown."""
    page.add_init_script(
        """const real = window.fetch; let count = 0;
        window.fetch = async (address, how) => {
          const late = JSON.parse(how.body).variables.text === "x";
          const answer = await real(address, { ...how, signal: undefined });
          if (late) { await new Promise((done) => setTimeout(done, 1500)); window.late = true; }
          return answer;
        };"""
    )
    box = opened(page, plaza)
    box.press("x")
    box.press_sequentially("zt")
    expect(page.get_by_role("option").first).to_contain_text("新众通")
    shown = page.get_by_role("listbox").inner_text()
    for _ in range(50):
        if page.evaluate("window.late === true"):
            break
        page.wait_for_timeout(100)
    assert page.evaluate("window.late === true")
    page.wait_for_timeout(100)
    assert page.get_by_role("listbox").inner_text() == shown


def test_what_is_stored_is_text_and_never_markup(page: Page, plaza: Plaza) -> None:
    bad = '<img src=x onerror="window.harmed = true"><b>'
    piece = {"text": bad, "hit": True}
    why = {"field": "NAME", "kind": "EXACT", "fragments": [piece]}
    node = {"id": bad, "name": bad, "shopSign": None, "unit": None, "building": {"name": bad}}
    found = {
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "edges": [
            {"node": {**node, "format": None, "industry": None, "tags": [{"label": bad}]}, "because": [why]}
        ],
        "facets": [{"field": "TAG", "buckets": [{"value": bad, "label": bad, "count": 1}]}],
    }
    suggested = [
        {"group": group, "text": bad, "fragments": [piece], "because": why, "node": {"id": bad}}
        for group in ("NAME", "BUILDING", "TAG", "LISTING")
    ]

    def answer(route: Route) -> None:
        said: Any = route.request.post_data_json
        asked = said["query"]
        route.fulfill(json={"data": {"suggest": suggested} if "Suggest" in asked else {"found": found}})

    page.route("**/d/zhongde/graphql", answer)
    box = opened(page, plaza)
    box.fill(bad)
    expect(page.get_by_role("option")).to_have_count(4)
    box.press("Enter")
    expect(page.locator("#found h3")).to_have_text(bad)
    assert page.locator("img").count() == 0
    opened(page, plaza, "?q=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3Dtrue%22%3E")
    expect(page.locator("#found h3")).to_have_text(bad)
    assert page.evaluate("window.harmed") is None and page.locator("img").count() == 0


def test_nothing_found_and_no_answer_are_said(page: Page, plaza: Plaza, look: Look) -> None:
    box = opened(page, plaza, "?q=囧囧囧囧囧囧")
    expect(page.locator("#state")).to_contain_text("没有与“囧囧囧囧囧囧”相符的结果")
    look("search-nothing")
    away = {"data": {"found": None}, "errors": [{"message": "搜索暂时不可用", "extensions": {}}]}
    page.route("**/d/zhongde/graphql", lambda route: route.fulfill(json=away))
    box.fill("xzt")
    box.press("Enter")
    expect(page.locator("#state")).to_contain_text("搜索暂时不可用")
    look("search-away")
    page.unroute("**/d/zhongde/graphql")
    page.get_by_role("button", name="重试").click()
    expect(page.locator("#found > li").first).to_contain_text("新众通")


def test_it_fits_a_phone(page: Page, plaza: Plaza, look: Look) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    box = opened(page, plaza)
    look("search-phone-empty")
    box.press_sequentially("zd")
    expect(page.get_by_role("option").first).to_be_visible()
    look("search-phone-proposals")
    box.press("Enter")
    expect(page.locator("#found > li").first).to_be_visible()
    look("search-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    opened(page, plaza, "?q=会议&in=listings")
    expect(page.locator("#state")).not_to_contain_text("正在")
    look("search-phone-listings")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_choices_narrow_what_is_found(page: Page, plaza: Plaza, look: Look) -> None:
    opened(page, plaza, "?q=A座")
    expect(page.locator("#found > li").first).to_be_visible()
    if page.evaluate("Told.facets.enterprises === null"):
        pytest.skip("this schema has no facets")
    look("search-facets")
    choice = page.locator("fieldset", has_text="业态").locator("label").first
    count = choice.locator("small").inner_text()
    choice.locator("input").check()
    expect(page.locator("#state")).to_have_text(f"找到 {count} 个")
    look("search-narrowed")
    page.go_back()
    expect(choice.locator("input")).not_to_be_checked()
