"""The address itself: methods, bodies, languages, other people's pages, districts that are not there."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.test import Client

from tenants.models import AccessToken, District
from tenants.tokens import create_token
from tests.factories.ground import a_district
from tests.factories.town import Town

ME = "{ me { id } }"
DISTRICT = "{ district { name } }"


def post(
    address: str, query: str, client: Client | None = None, *, language: str = "en", **headers: str
) -> Any:
    """`Sec_Fetch_Site="…"` sends Sec-Fetch-Site."""
    return (client or Client(enforce_csrf_checks=True)).post(
        address,
        {"query": query},
        "application/json",
        headers={"Accept-Language": language} | {k.replace("_", "-"): v for k, v in headers.items()},
    )


@pytest.fixture
def address(town: Town) -> str:
    return f"/d/{town.home.district.slug}/graphql"


def test_a_query_is_asked_by_get_or_by_post(address: str) -> None:
    for response in (post(address, DISTRICT), Client().get(address, {"query": DISTRICT})):
        assert response.status_code == 200
        assert response["Content-Type"] == "application/json"
        assert response.json() == {"data": {"district": {"name": "home"}}}
        assert len(response["X-Request-Id"]) == 32


def test_variables_and_the_operation_can_be_named_in_the_address(address: str) -> None:
    query = "query A { district { id } } query B($n: Int) { enterprises(first: $n) { edges { cursor } } }"
    response = Client().get(address, {"query": query, "operationName": "B", "variables": '{"n": 1}'})
    assert list(response.json()["data"]) == ["enterprises"]


def test_chinese_is_sent_as_it_is(town: Town, address: str) -> None:
    answer = post(address, "{ enterprises { edges { node { name } } } }")
    assert town.home.enterprise.name.encode() in answer.content


def test_a_mutation_is_never_asked_by_get(town: Town, address: str) -> None:
    query = 'mutation { closeListing(input: {actingAs: "x", id: "y"}) { errors { code } } }'
    response = Client().get(address, {"query": query})
    assert response.status_code == 405
    assert response.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"
    assert Client().put(address).status_code == 405
    assert Client().put(address)["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{", "application/json", 400, "NOT_JSON"),
        ("[]", "application/json", 400, "NOT_AN_OBJECT"),
        ('[{"query": "{ district { id } }"}]', "application/json", 400, "NOT_AN_OBJECT"),
        ("{}", "application/json", 400, "QUERY_MISSING"),
        ('{"query": 3}', "application/json", 400, "QUERY_MISSING"),
        ('{"query": "{ district { id } }", "variables": 3}', "application/json", 400, "NOT_AN_OBJECT"),
        ('{"query": "{ district { id } }", "variables": "{"}', "application/json", 400, "NOT_JSON"),
        ('{"query": "{ district { id } }", "operationName": 3}', "application/json", 400, "NOT_A_TEXT"),
        ('{"query": "{ district"}', "application/json", 400, "GRAPHQL_PARSE_FAILED"),
        ('{"query": "{ nothing }"}', "application/json", 400, "GRAPHQL_VALIDATION_FAILED"),
        (
            '{"query": "{ district { id } }", "operationName": "Nobody"}',
            "application/json",
            400,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            '{"query": "{ enterprise(slug: \\"\\\\u0000\\") { id } }"}',
            "application/json",
            400,
            "BAD_CHARACTER",
        ),
        (
            '{"query": "{ enterprise(slug: \\"\\\\u{0}\\") { id } }"}',
            "application/json",
            400,
            "BAD_CHARACTER",
        ),
        (
            '{"query": "{ district { id } }", "variables": {"a": ["\\u0000"]}}',
            "application/json",
            400,
            "BAD_CHARACTER",
        ),
        ("query={ district { id } }", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("{ district { id } }", "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("", "", 415, "UNSUPPORTED_MEDIA_TYPE"),
    ],
)
def test_what_is_no_question_is_answered_clearly(
    somewhere: District, body: str, content_type: str, status: int, code: str
) -> None:
    response = Client().generic("POST", f"/d/{somewhere.slug}/graphql", body, content_type)
    assert response.status_code == status
    [error] = response.json()["errors"]
    assert error["extensions"] == {**error["extensions"], "code": code, "requestId": response["X-Request-Id"]}
    assert error["message"]
    assert "data" not in response.json()


def test_a_browser_gets_graphiql_and_a_program_does_not(address: str) -> None:
    browser = "text/html,application/xhtml+xml,*/*;q=0.8"
    page = Client().get(address, headers={"Accept": browser})
    assert page["Content-Type"].startswith("text/html") and b"graphiql" in page.content.lower()
    shared = Client().get(address, {"query": DISTRICT}, headers={"Accept": browser})
    assert shared["Content-Type"].startswith("text/html")
    for accepts in ("*/*", "application/json", "application/json, text/html;q=0.5"):
        asked = Client().get(address, {"query": DISTRICT}, headers={"Accept": accepts})
        assert asked.json() == {"data": {"district": {"name": "home"}}}
    assert Client().get(address, headers={"Accept": "application/json"}).status_code == 400


def test_a_district_that_is_not_there_and_a_private_one_answer_alike(town: Town) -> None:
    District.objects.filter(pk=town.home.district.pk).update(is_public=False)
    token = {
        name: create_token(account=account, name=name)[1]
        for name, account in {
            "insider": town.insider,
            "manager": town.home.manager,
            "neighbour": town.neighbour,
            "outsider": town.outsider,
        }.items()
    }
    seen = {}
    for who in ("public", *token):
        client = Client(headers={"Authorization": f"Bearer {token[who]}"} if who in token else {})
        for slug in ("home", "never-was"):
            response = post(f"/d/{slug}/graphql", DISTRICT, client)
            body = response.json()
            for error in body.get("errors", ()):
                error["extensions"].pop("requestId")
            seen[who, slug] = (response.status_code, orjson.dumps(body))
    for who in ("public", "neighbour", "outsider"):
        assert seen[who, "home"] == seen[who, "never-was"]
        assert seen[who, "home"][0] == 404
    assert seen["insider", "home"][0] == seen["manager", "home"][0] == 200
    browser = Client().get("/d/home/graphql", headers={"Accept": "text/html"})
    assert browser.status_code == 404


def test_a_token_counts_and_a_wrong_one_is_said_to_be_wrong(town: Town, address: str) -> None:
    token = create_token(account=town.insider, name="mine")[1]
    assert post(address, ME, Authorization=f"Bearer {token}").json()["data"]["me"] is not None
    assert post(address, ME).json()["data"] == {"me": None}
    AccessToken.objects.all().delete()
    for wrong in (token, "nonsense", ""):
        response = post(address, ME, Authorization=f"Bearer {wrong}")
        assert response.status_code == 401
        assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_session_counts_on_our_own_pages_only(town: Town, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.insider)
    signed_in = {"me": post(address, ME, client).json()["data"]["me"]}
    assert signed_in["me"] is not None
    for own in (
        {"Origin": "http://testserver"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "http://testserver"},
    ):
        assert post(address, ME, client, **own).json()["data"] == signed_in
    for foreign in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Origin": "http://other.testserver"},
    ):
        assert post(address, ME, client, **foreign).json()["data"] == {"me": None}
    by_form = client.post(address, {"query": ME})
    assert by_form.status_code == 415


def test_every_origin_may_read_without_cookies(address: str) -> None:
    asked = post(address, DISTRICT, Origin="https://elsewhere.example")
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in asked
    assert not asked.cookies
    preflight = Client().options(
        address,
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, authorization",
        },
    )
    assert preflight.status_code == 200
    assert "authorization" in preflight["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("accepts", "word"),
    [("en", "another day"), ("zh-CN", "持有授权"), ("zh-Hans,en;q=0.5", "持有授权"), ("fr", "持有授权")],
)
def test_messages_come_in_the_readers_language(somewhere: District, accepts: str, word: str) -> None:
    address = f"/d/{somewhere.slug}/graphql"
    query = '{ tenancies(asOf: "2020-01-01") { totalCount } }'
    assert word in post(address, query, language=accepts).json()["errors"][0]["message"]


def test_the_accounts_own_language_goes_before_the_browsers(town: Town, ask: Callable[..., Any]) -> None:
    town.outsider.language = "zh-hans"
    town.outsider.save()
    answer = ask(town.home.district, town.outsider, language="en")(
        '{ tenancies(asOf: "2020-01-01") { totalCount } }'
    )
    assert "持有授权" in answer["errors"][0]["message"]


def test_what_nobody_expected_tells_nothing_internal(
    town: Town, address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from api.graphql.enterprises import queries

    def broken(*args: Any) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(queries, "matching_enterprises", broken)
    response = post(address, "{ enterprises { totalCount } district { name } }", language="en")
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL", "requestId": response["X-Request-Id"]}
    assert "hunter2" not in response.content.decode()
    assert response.json()["data"]["district"] == {"name": "home"}
    assert response["X-Request-Id"] in caplog.text and "hunter2" in caplog.text

    monkeypatch.setattr("api.graphql.view.run", broken)
    response = post(address, DISTRICT)
    assert response.status_code == 500
    assert "hunter2" not in response.content.decode()
    assert response["X-Request-Id"] in response.json()["errors"][0]["message"]


def test_a_statement_that_fails_takes_only_its_own_field_along(
    town: Town, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    from api.graphql.enterprises import queries

    def broken(*args: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    monkeypatch.setattr(queries, "matching_enterprises", broken)
    query = "{ a: buildings { name } enterprises { totalCount } b: buildings { name } }"
    data = post(address, query).json()["data"]
    assert data == {"a": [{"name": "A座"}], "enterprises": None, "b": [{"name": "A座"}]}


def test_one_question_is_one_transaction(town: Town, address: str) -> None:
    a_district("third")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        post(address, "{ buildings { name } enterprises { totalCount } }")
    opened = [q["sql"] for q in seen if q["sql"].startswith("SET LOCAL app.district_id")]
    assert len(opened) == 1
