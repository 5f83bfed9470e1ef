"""GraphiQL and the REST documents where nothing but this machine is reached (see `page`, which holds it)."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.factories.plaza import Plaza

pytestmark = pytest.mark.full
Look = Callable[[str], None]

ONE = "query One($first: Int) {\n  enterprises(first: $first) { totalCount edges { node { name } } }\n}"


def test_graphiql_opens_with_a_query_that_runs(page: Page, plaza: Plaza, look: Look) -> None:
    page.goto(f"{plaza.instance.url}/d/zhongde/graphql")
    expect(page).to_have_title("中德广场 · GraphiQL")
    page.locator("button.graphiql-execute-button").click()
    answer = page.locator(".result-window")
    expect(answer).to_contain_text("新众通")
    expect(answer).not_to_contain_text("errors")
    look("graphiql")


def test_a_query_can_be_passed_on_by_its_address(page: Page, plaza: Plaza) -> None:
    shared = urlencode({"query": ONE, "variables": json.dumps({"first": 1})})
    page.goto(f"{plaza.instance.url}/d/zhongde/graphql#{shared}")
    page.locator("button.graphiql-execute-button").click()
    expect(page.locator(".result-window")).to_contain_text("totalCount")
    assert "query=query+One" in page.evaluate("location.hash")


def test_graphiql_shows_the_schema_with_its_descriptions(page: Page, plaza: Plaza, look: Look) -> None:
    page.goto(f"{plaza.instance.url}/d/zhongde/graphql")
    page.get_by_label("Show Documentation Explorer").click()
    page.locator(".graphiql-doc-explorer").get_by_role("link", name="Query", exact=True).click()
    expect(page.locator(".graphiql-doc-explorer")).to_contain_text("searchEnterprises")
    look("graphiql-docs")


def test_the_rest_documents_list_what_can_be_asked(page: Page, plaza: Plaza, look: Look) -> None:
    page.goto(f"{plaza.instance.url}/api/docs/")
    operation = page.locator(".opblock-summary", has_text="/d/{slug}/api/occupancy.csv")
    expect(operation).to_contain_text("Who is where on a day")
    look("rest-docs")
    operation.click()
    expect(page.locator(".opblock.is-open")).to_contain_text("Parameters")
    look("rest-docs-open")
