"""The first day of a stranger: one command, and from then on nothing but HTTP and `manage.py`."""

import json
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.instances import Instance
from tests.factories.plaza import Plaza
from tests.shared import shared_file

pytestmark = pytest.mark.full

POST = """mutation($input: PostListingInput!) {
  postListing(input: $input) { listing { id } errors { code message } } }"""
ON_12F = """query($floors: [ID!], $day: Date) { tenancies(asOf: $day, filter: {floors: $floors}, first: 100) {
  edges { node { enterprise { name } unit { label } } } } }"""


class Curl:
    """GraphQL at one district's address."""

    def __init__(self, instance: Instance, district: str, token: str = "") -> None:
        self.address = f"{instance.url}/d/{district}/graphql"
        self.headers = {"Content-Type": "application/json", "Accept-Language": "en"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def __call__(self, query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        with urllib.request.urlopen(
            urllib.request.Request(self.address, body, self.headers), timeout=30
        ) as answer:
            told = json.load(answer)
        assert "errors" not in told, told
        return told["data"]


def test_the_directory_is_read_and_a_member_found_by_initials(plaza: Plaza) -> None:
    instance = plaza.instance
    public = Curl(instance, "zhongde")
    page = public(
        "{ enterprises(first: 5) { totalCount edges { node { name unit { label building { name } } } } } }"
    )
    assert page["enterprises"]["totalCount"] > 250
    found = public('{ searchEnterprises(text: "xzt", first: 1) { edges { node { name } } } }')
    assert found["searchEnterprises"]["edges"][0]["node"]["name"] == "新众通"


def test_a_liaison_posts_an_offer_and_everybody_sees_it_within_a_second(plaza: Plaza) -> None:
    instance = plaza.instance
    liaison = plaza.account("liaison")
    hers = Curl(instance, "zhongde", liaison["token"])
    title = "周三下午可借用会议室"
    said = {"actingAs": liaison["mandates"][0]["id"], "kind": "OFFER", "title": title, "price": "免费"}
    posted = hers(POST, input=said)["postListing"]
    assert posted["errors"] == []
    public = Curl(instance, "zhongde")
    [first] = public("{ listings(first: 1) { edges { node { title enterprise { id slug } } } } }")[
        "listings"
    ]["edges"]
    assert first["node"]["title"] == title
    member = public(
        "query($s: String) { enterprise(slug: $s) { listings(first: 1) { edges { node { title } } } } }",
        s=first["node"]["enterprise"]["slug"],
    )
    assert member["enterprise"]["listings"]["edges"][0]["node"]["title"] == title


def test_what_is_written_is_found_within_a_second(plaza: Plaza) -> None:
    instance = plaza.instance
    liaison = plaza.account("liaison")
    hers, public = Curl(instance, "zhongde", liaison["token"]), Curl(instance, "zhongde")
    me = hers("{ me { mandates { id principal { id label } } } }")["me"]["mandates"][0]
    [edge] = public(
        "query($t: String!) { searchEnterprises(text: $t, first: 1) { edges { node { id } } } }",
        t=me["principal"]["label"],
    )["searchEnterprises"]["edges"]
    said = {"actingAs": me["id"], "id": edge["node"]["id"], "shopSign": "蓝鲸小铺"}
    hers("mutation($i: UpdateEnterpriseInput!) { updateEnterprise(input: $i) { errors { code } } }", i=said)
    written = time.monotonic()
    while not public('{ searchEnterprises(text: "lanjingxiaopu") { edges { score } } }')["searchEnterprises"][
        "edges"
    ]:
        assert time.monotonic() - written < 10, "the index did not follow"
        time.sleep(0.05)
    print(f"found after {time.monotonic() - written:.2f} s")


def roster(instance: Instance, *arguments: str) -> Any:
    return json.loads(instance.manage("roster", *arguments, "--district=dechuang", "--json").splitlines()[-1])


def test_a_second_district_gets_its_roster_and_takes_it_back(plaza: Plaza) -> None:
    instance = plaza.instance
    buildings, file = (str(shared_file(f"rosters/{name}")) for name in ("buildings.csv", "roster-2.xlsx"))
    instance.manage("district", "create", "dechuang", "德创广场", "--buildings", buildings)
    instance.manage("account", "keeper")
    instance.manage("mandate", "give", "keeper", "property-manager", "--district=dechuang")
    keeper = Curl(instance, "dechuang", instance.manage("token", "keeper").strip())
    tower = keeper("{ buildings { name floors { id label } } }")["buildings"][0]
    [twelfth] = [floor["id"] for floor in tower["floors"] if floor["label"] == "12"]

    def on_12f() -> list[Any]:
        return keeper(ON_12F, floors=[twelfth], day="2026-03-15")["tenancies"]["edges"]

    dry = roster(instance, file, "--create-units", "--skip-bad", "--dry-run")
    assert dry["batch"] is None and on_12f() == []
    done = roster(instance, file, "--create-units", "--skip-bad")
    assert done["summary"] == dry["summary"] and done["summary"]["new"] > 200
    there = on_12f()
    assert there and {edge["node"]["unit"]["label"][:2] for edge in there} == {"12"}
    again = roster(instance, file, "--create-units", "--skip-bad")
    assert again["summary"].get("new", 0) == 0

    instance.kill(*instance.processes())
    assert instance.processes() == []
    instance.up("--sample=zhongde")
    assert on_12f() == there
    assert Curl(instance, "zhongde")("{ listings(first: 1) { edges { node { title } } } }")["listings"][
        "edges"
    ]

    instance.manage("roster", "--undo", done["batch"], "--district=dechuang")
    assert on_12f() == []


def test_the_two_districts_stay_apart(plaza: Plaza) -> None:
    instance = plaza.instance
    neighbour = plaza.account("neighbour_liaison")
    [edge] = Curl(instance, "zhongde")("{ enterprises(first: 1) { edges { node { id } } } }")["enterprises"][
        "edges"
    ]
    own = neighbour["mandates"][0]["district"]
    elsewhere = Curl(instance, own, neighbour["token"])
    assert elsewhere("query($id: ID!) { node(id: $id) { id } }", id=edge["node"]["id"])["node"] is None
    assert Path(instance.data / "sample-accounts.json").stat().st_mode & 0o777 == 0o600
