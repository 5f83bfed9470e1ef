"""A project is claimed, delivered and confirmed over HTTP; the public sees what is left, not who claims."""

from collections.abc import Callable
from typing import Any

import pytest

from alliance.notices.models import Notice
from alliance.resources.models import Listing, PartClaim
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, IdempotencyKey, OutboxEvent
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Side, Town

CLAIM = "{ claim { id state quantity progress version principal { label } } errors { path code } }"
CLAIM_PART = "mutation($input: ClaimPartInput!) { answer: claimPart(input: $input) " + CLAIM + " }"
REPORT = "mutation($input: ReportProgressInput!) { answer: reportProgress(input: $input) " + CLAIM + " }"
PROJECT = """query($id: ID!) { node(id: $id) { ... on Listing { state parts {
  title taken remaining claims { totalCount edges { node { state quantity principal { label } } } } } } } }"""
MINE = """query($filter: PartClaimFilter, $first: Int, $after: String) {
  partClaims(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    edges { node { id state quantity part { title listing { title owner { label } } } principal { label } } }
} }"""

WHO_CLAIMS = """{ listings { edges { node { parts { claims(first: 2) {
  totalCount edges { node { state principal { label } } } } } } } } }"""


def step(name: str) -> str:
    return "mutation($input: ClaimInput!) { answer: " + name + "(input: $input) " + CLAIM + " }"


STEPS = ("deliverClaim", "withdrawClaim", "confirmClaim", "declineClaim")


@pytest.fixture
def friend(town: Town) -> Any:
    with scope(town.home.district):
        return a_mandate(an_account("friend"), an_enterprise("热心公司").id)


@pytest.fixture
def project(town: Town) -> Listing:
    with scope(town.home.district):
        return a_project(town.home.as_liaison, ("志愿者", 10), ("帐篷", 1))


def part_of(town: Town, project: Listing, ordinal: int = 0) -> str:
    with scope(town.home.district):
        return encode("ProjectPart", the_part(project, ordinal).id)


def written(side: Side) -> list[int]:
    with scope(side.district):
        tables: list[Any] = [PartClaim, Act, OutboxEvent, IdempotencyKey, Notice]
        return [table.objects.count() for table in tables]


def test_from_claimed_to_done(town: Town, ask: Callable[..., Any], friend: Any, project: Listing) -> None:
    owner, claimant = ask(town.home.district, town.insider), ask(town.home.district, friend.account)
    acting, owning = encode("Mandate", friend.id), encode("Mandate", town.home.mandate.id)
    claims = []
    for ordinal, many in ((0, 10), (1, 1)):
        said = {"actingAs": acting, "part": part_of(town, project, ordinal), "quantity": many}
        said["idempotencyKey"] = f"claim-{ordinal}"
        first, again = (claimant.data(CLAIM_PART, input=said)["answer"] for _ in range(2))
        assert first == again and first["errors"] == []
        claims.append(first["claim"]["id"])
    id = encode("Listing", project.id)
    assert owner.data(PROJECT, id=id)["node"]["state"] == "PROMISED"
    report = {"actingAs": acting, "id": claims[0], "progress": "已到位两人", "expectedVersion": 1}
    assert claimant.data(REPORT, input=report)["answer"]["claim"]["progress"] == "已到位两人"
    for claim in claims:
        delivered = claimant.data(step("deliverClaim"), input={"actingAs": acting, "id": claim})["answer"]
        assert delivered["claim"]["state"] == "DELIVERED"
        confirmed = owner.data(step("confirmClaim"), input={"actingAs": owning, "id": claim})["answer"]
        assert confirmed["claim"]["state"] == "CONFIRMED"
    assert owner.data(PROJECT, id=id)["node"]["state"] == "DONE"


def test_the_public_sees_what_is_left_and_not_who_claims(
    town: Town, ask: Callable[..., Any], friend: Any, project: Listing
) -> None:
    with scope(town.home.district):
        claim = a_claim(author_of(friend), the_part(project), 4)
    id = encode("Listing", project.id)
    for account in (None, town.outsider, town.neighbour):
        asker = ask(town.home.district, account)
        part = asker.data(PROJECT, id=id)["node"]["parts"][0]
        assert part == {"title": "志愿者", "taken": 4.0, "remaining": 6.0, "claims": None}
        assert asker.data(MINE)["partClaims"]["edges"] == []
        guessed = "query($id: ID!) { node(id: $id) { id } }"
        assert asker.data(guessed, id=encode("PartClaim", claim.id)) == {"node": None}
    part = ask(town.home.district, town.home.manager).data(PROJECT, id=id)["node"]["parts"][0]
    assert part["claims"] == {
        "totalCount": 1,
        "edges": [{"node": {"state": "CLAIMED", "quantity": 4.0, "principal": {"label": "热心公司"}}}],
    }


@pytest.mark.parametrize(
    ("quantity", "code"), [(0, "OUT_OF_RANGE"), (-1, "OUT_OF_RANGE"), (10.5, "NOT_ENOUGH_LEFT")]
)
def test_an_amount_that_cannot_be_is_refused_there(
    town: Town, ask: Callable[..., Any], friend: Any, project: Listing, quantity: float, code: str
) -> None:
    said = {"actingAs": encode("Mandate", friend.id), "part": part_of(town, project), "quantity": quantity}
    before = written(town.home)
    answer = ask(town.home.district, friend.account).data(CLAIM_PART, input=said | {"idempotencyKey": "k"})
    assert answer["answer"] == {"claim": None, "errors": [{"path": ["quantity"], "code": code}]}
    assert written(town.home) == before


def test_whoever_may_not_leaves_nothing_behind(
    town: Town, ask: Callable[..., Any], friend: Any, project: Listing
) -> None:
    home = town.home
    with scope(home.district):
        claim = encode("PartClaim", a_claim(author_of(friend), the_part(project)).id)
    part, before = part_of(town, project), written(home)
    for account, mandate in (
        (None, friend),
        (town.outsider, friend),
        (town.neighbour, town.next_door.mandate),
        (home.manager, friend),
    ):
        acting = {"actingAs": encode("Mandate", mandate.id), "idempotencyKey": "k"}
        asker = ask(home.district, account)
        said = {**acting, "part": part, "quantity": 1}
        refused = {"claim": None, "errors": [{"path": ["actingAs"], "code": "FORBIDDEN"}]}
        assert asker.data(CLAIM_PART, input=said)["answer"] == refused
        for name in STEPS:
            assert asker.data(step(name), input={**acting, "id": claim})["answer"] == refused
    asker = ask(town.next_door.district, town.neighbour)
    acting = {"actingAs": encode("Mandate", town.next_door.mandate.id)}
    answer = asker.data(CLAIM_PART, input={**acting, "part": part, "quantity": 1})["answer"]
    assert answer["errors"] == [{"path": ["part"], "code": "NOT_FOUND"}]
    for name in STEPS:
        answer = asker.data(step(name), input={**acting, "id": claim})["answer"]
        assert answer["errors"] == [{"path": ["id"], "code": "NOT_FOUND"}]
    assert written(home) == before


def test_claims_are_paged_and_filtered_at_a_price_that_does_not_grow(
    town: Town, ask: Callable[..., Any], friend: Any
) -> None:
    home, asker = town.home, ask(town.home.district, town.insider)

    def another(number: int) -> None:
        project = a_project(home.as_liaison, ("志愿者", 10), ("帐篷", 10), title=f"第{number}")
        a_claim(author_of(friend), the_part(project, 0), 2), a_claim(home.as_manager, the_part(project, 1))

    def statements() -> tuple[int, int]:
        asker.data(MINE, first=100)
        claims = asker.statements
        asker.data(WHO_CLAIMS)
        return claims, asker.statements

    with scope(home.district):
        another(1)
        another(2)
    statements()
    few = statements()
    with scope(home.district):
        for number in range(3, 12):
            another(number)
    assert statements() == few
    by_friend = {"claimedBy": [encode("Principal", friend.principal_id)], "states": ["CLAIMED"]}
    first = asker.data(MINE, filter=by_friend, first=10)["partClaims"]
    assert first["totalCount"] == 11 and first["pageInfo"]["hasNextPage"]
    assert first["edges"][0]["node"]["part"]["listing"]["title"] == "第11"
    rest = asker.data(MINE, filter=by_friend, first=10, after=first["pageInfo"]["endCursor"])["partClaims"]
    assert [edge["node"]["part"]["listing"]["title"] for edge in rest["edges"]] == ["第1"]
    assert asker.data(MINE, filter={"states": []})["partClaims"]["totalCount"] == 0
