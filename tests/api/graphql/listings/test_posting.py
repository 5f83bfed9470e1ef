"""A liaison posts, changes and closes over HTTP; the member's page and the list of offers follow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import OutboxEvent
from tests.factories.town import Town

POST = """
mutation($input: PostListingInput!) { postListing(input: $input) {
  listing { id kind title description quantity measure price tags { label }
            owner { kind label } enterprise { name }
            availableFrom availableUntil state version audience { kind enterprises { name } } }
  errors { path code message }
} }
"""
UPDATE = """
mutation($input: UpdateListingInput!) { updateListing(input: $input) {
  listing { id title description quantity version state availableUntil tags { label } }
  errors { path code message }
} }
"""
CLOSE = """
mutation($input: CloseListingInput!) { closeListing(input: $input) {
  listing { id state version } errors { path code message }
} }
"""
LISTS = (
    "{ listings(filter: {kinds: [OFFER]}) { totalCount edges { node { id title enterprise { name } } } } }"
)
MEMBER = "query($slug: String!) { enterprise(slug: $slug) { listings { edges { node { title } } } } }"


def acting(town: Town, **said: Any) -> dict[str, Any]:
    return {"actingAs": encode("Mandate", town.home.mandate.id), **said}


def an_offer(town: Town, **said: Any) -> dict[str, Any]:
    return acting(town, **({"kind": "OFFER", "title": "路演厅"} | said))


def test_an_offer_is_seen_on_the_member_and_in_the_list(town: Town, ask: Callable[..., Any]) -> None:
    mine, public = ask(town.home.district, town.insider), ask(town.home.district)
    until = (today() + timedelta(days=9)).isoformat()
    said = {
        "description": "可坐八十人",
        "quantity": 2.5,
        "measure": "场",
        "price": "免费",
        "tags": ["路演", " ", "投影"],
        "availableFrom": "2026-01-01",
        "availableUntil": until,
    }
    posted = mine.data(POST, input=an_offer(town, **said))["postListing"]
    assert posted["errors"] == []
    listing = posted["listing"]
    name = town.home.enterprise.name
    assert listing | {"id": ""} == {
        "id": "",
        "kind": "OFFER",
        "title": "路演厅",
        **{key: said[key] for key in ("description", "quantity", "measure", "price")},
        "tags": [{"label": "投影"}, {"label": "路演"}],
        "owner": {"kind": "ENTERPRISE", "label": name},
        "enterprise": {"name": name},
        "availableFrom": "2026-01-01",
        "availableUntil": until,
        "state": "OPEN",
        "version": 1,
        "audience": {"kind": "PUBLIC", "enterprises": []},
    }
    with scope(town.home.district):  # the member's index entry follows
        assert OutboxEvent.objects.filter(aggregate=town.home.enterprise.id, consumer="index").exists()
    seen = public.data(LISTS)["listings"]
    assert seen["totalCount"] == 1 and seen["edges"][0]["node"]["id"] == listing["id"]
    page = public.data(MEMBER, slug=town.home.enterprise.slug)["enterprise"]
    assert page["listings"]["edges"] == [{"node": {"title": "路演厅"}}]
    again = public.data(
        "query($id: ID!) { node(id: $id) { id ... on Listing { title audience { kind } } } }",
        id=listing["id"],
    )
    assert again["node"] == {"id": listing["id"], "title": "路演厅", "audience": None}
    assert ask(town.next_door.district).data(LISTS)["listings"]["edges"] == []


def test_a_change_says_what_changes_and_null_takes_away(town: Town, ask: Callable[..., Any]) -> None:
    mine = ask(town.home.district, town.insider)
    posted = mine.data(POST, input=an_offer(town, description="旧", quantity=3, tags=["甲"]))["postListing"][
        "listing"
    ]
    said = acting(town, id=posted["id"], expectedVersion=1, description=None, tags=["乙"])
    changed = mine.data(UPDATE, input=said)["updateListing"]
    assert changed["errors"] == []
    listing = changed["listing"]
    assert (listing["title"], listing["description"], listing["quantity"]) == ("路演厅", None, 3.0)
    assert listing["tags"] == [{"label": "乙"}] and listing["version"] == 2
    [late] = mine.data(UPDATE, input=said)["updateListing"]["errors"]
    assert (late["code"], late["path"]) == ("VERSION_CHANGED", ["expectedVersion"]) and "2" in late["message"]


def test_a_change_of_the_title_leaves_the_audience_as_it_was(town: Town, ask: Callable[..., Any]) -> None:
    mine = ask(town.home.district, town.insider)
    posted = mine.data(POST, input=an_offer(town, audience={"kind": "DISTRICT"}))["postListing"]["listing"]
    mine.data(UPDATE, input=acting(town, id=posted["id"], title="大路演厅"))
    node = "query($id: ID!) { node(id: $id) { ... on Listing { title audience { kind } } } }"
    assert mine.data(node, id=posted["id"])["node"] == {"title": "大路演厅", "audience": {"kind": "DISTRICT"}}
    assert ask(town.home.district).data(node, id=posted["id"]) == {"node": None}


def test_closing_takes_it_off_the_list_and_keeps_it_readable(town: Town, ask: Callable[..., Any]) -> None:
    mine, public = ask(town.home.district, town.insider), ask(town.home.district)
    posted = mine.data(POST, input=an_offer(town))["postListing"]["listing"]
    closed = mine.data(CLOSE, input=acting(town, id=posted["id"]))["closeListing"]
    assert closed == {"listing": {"id": posted["id"], "state": "CLOSED", "version": 2}, "errors": []}
    assert public.data(LISTS)["listings"]["edges"] == []
    closed_ones = mine.data("{ listings(filter: {states: [CLOSED]}) { edges { node { id } } } }")
    assert closed_ones["listings"]["edges"] == [{"node": {"id": posted["id"]}}]
    [again] = mine.data(CLOSE, input=acting(town, id=posted["id"]))["closeListing"]["errors"]
    assert again["code"] == "ALREADY_CLOSED"


def test_a_retry_with_the_same_key_is_harmless(town: Town, ask: Callable[..., Any]) -> None:
    mine = ask(town.home.district, town.insider)
    first, second = (
        mine.data(POST, input=an_offer(town, idempotencyKey="k"))["postListing"] for _ in range(2)
    )
    assert first == second and first["listing"]
    [other] = mine.data(POST, input=an_offer(town, title="别的", idempotencyKey="k"))["postListing"]["errors"]
    assert (other["code"], other["path"]) == ("IDEMPOTENCY_KEY_REUSED", ["idempotencyKey"])
    assert mine.data(LISTS)["listings"]["totalCount"] == 1


def test_refusals_speak_the_readers_language_and_point_into_the_input(
    town: Town, ask: Callable[..., Any]
) -> None:
    bad = an_offer(town, title=" ")
    english = ask(town.home.district, town.insider, language="en").data(POST, input=bad)["postListing"]
    chinese = ask(town.home.district, town.insider, language="zh-Hans").data(POST, input=bad)["postListing"]
    assert english["listing"] is None
    assert english["errors"] == [
        {"path": ["title"], "code": "REQUIRED", "message": "A listing needs a title."}
    ]
    assert chinese["errors"] == [{"path": ["title"], "code": "REQUIRED", "message": "请填写标题。"}]


def test_ids_of_other_kinds_or_of_nobody_are_not_found(town: Town, ask: Callable[..., Any]) -> None:
    mine = ask(town.home.district, town.insider)
    for id in (
        "",
        "nonsense",
        encode("Enterprise", town.home.enterprise.id),
        encode("Listing", town.home.enterprise.id),
    ):
        [error] = mine.data(CLOSE, input=acting(town, id=id))["closeListing"]["errors"]
        assert (error["code"], error["path"]) == ("NOT_FOUND", ["id"])


def test_each_of_several_mutations_commits_for_itself(town: Town, ask: Callable[..., Any]) -> None:
    both = """
    mutation($good: PostListingInput!, $bad: PostListingInput!) {
      bad: postListing(input: $bad) { listing { id } errors { code } }
      good: postListing(input: $good) { listing { title } errors { code } }
    }"""
    mine = ask(town.home.district, town.insider)
    answered = mine.data(both, good=an_offer(town), bad=an_offer(town, quantity=-1))
    assert answered["bad"] == {"listing": None, "errors": [{"code": "OUT_OF_RANGE"}]}
    assert answered["good"] == {"listing": {"title": "路演厅"}, "errors": []}
