"""One's own inbox: told in one's language, read once, paged, and nobody else's business."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from alliance.notices.actions import tell
from alliance.notices.models import Notice, Receipt
from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import Act, Mandate, OutboxEvent
from tests.alliance.notices.telling import told
from tests.factories.listings import a_listing, for_named
from tests.factories.town import Town

INBOX = """
query($first: Int, $after: String, $last: Int, $before: String, $unreadOnly: Boolean) {
  me { unreadCount
    inbox(first: $first, after: $after, last: $last, before: $before, unreadOnly: $unreadOnly) {
    totalCount edges { node { id kind title text at readAt link about { id ... on Enterprise { name } } } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
} } }
"""
READ = """mutation($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) {
  account { unreadCount } errors { code path } } }"""


def titles(asking: Any, **asked: Any) -> list[str]:
    return [edge["node"]["title"] for edge in asking.data(INBOX, **asked)["me"]["inbox"]["edges"]]


def test_a_notice_is_told_in_its_readers_language_with_the_thing_it_is_about(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    with scope(home.district):
        told(home)
    me = ask(home.district, town.insider).data(INBOX)["me"]
    [edge] = me["inbox"]["edges"]
    node, id = edge["node"], encode("Enterprise", home.enterprise.id)
    assert (node["kind"], node["title"], node["text"]) == (
        "tests.happened",
        "It happened: 路演厅",
        "About 路演厅.",
    )
    assert node["about"] == {"id": id, "name": home.enterprise.name}
    assert node["link"] == f"http://testserver/d/home/things/{id}"
    assert me["unreadCount"] == 1 and node["readAt"] is None


def test_own_words_are_in_both_languages(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        told(town.home, kind="handover.invitations")
    for language, title in (
        ("en", "To approve: whoever was invited for 路演厅"),
        ("zh-Hans", "待批准：受邀担任 路演厅 联络员的人"),
    ):
        assert titles(ask(town.home.district, town.insider, language=language)) == [title]


def test_what_was_read_stays_read_and_keeps_its_first_time(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        for title in "甲乙":
            told(town.home, title=title)
    asking = ask(town.home.district, town.insider)
    first = asking.data(INBOX)["me"]["inbox"]["edges"][0]["node"]["id"]
    answered = asking.data(READ, input={"ids": [first]})["markNoticesRead"]
    assert answered == {"account": {"unreadCount": 1}, "errors": []}
    read_at = asking.data(INBOX)["me"]["inbox"]["edges"][0]["node"]["readAt"]
    asking.data(READ, input={"ids": [first]})
    assert asking.data(INBOX)["me"]["inbox"]["edges"][0]["node"]["readAt"] == read_at is not None
    assert titles(asking, unreadOnly=True) == ["It happened: 甲"]
    with scope(town.home.district):
        assert not Act.objects.filter(verb__startswith="notice").exists()  # nobody keeps book of reading


def test_whoever_may_not_see_the_thing_any_more_reads_the_sentence(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    with scope(home.district):
        listing = a_listing(home.as_liaison, "点名", **for_named(home.enterprise.id))
        with act("test.tell", by=OPERATOR) as record:
            params = {"title": "点名"}
            for about in (("Listing", listing.id), ("Nothing", listing.id)):
                tell(record, "tests.happened", about=about, to=[home.enterprise.id], params=params)
    asking = ask(home.district, town.insider)
    nothing, seen = [edge["node"] for edge in asking.data(INBOX)["me"]["inbox"]["edges"]]
    assert seen["about"] == {"id": encode("Listing", listing.id)}
    assert nothing["about"] is None and nothing["link"] is None
    with scope(home.district):
        Mandate.objects.filter(id=home.mandate.id).update(revoked_at=timezone.now())
    _nothing, left = [edge["node"] for edge in asking.data(INBOX)["me"]["inbox"]["edges"]]
    assert left["title"] == "It happened: 点名" and left["about"] is None


def test_a_kind_that_is_no_more_breaks_no_inbox(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        told(town.home)
        Notice.objects.update(kind="gone.away")
        told(town.home)
        Notice.objects.filter(kind="tests.happened").update(params={})
    assert titles(ask(town.home.district, town.insider)) == ["It happened: —", "gone.away"]


def test_pages_go_both_ways(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        for number in range(5):
            told(town.home, title=str(number))
    asking = ask(town.home.district, town.insider)
    wanted = [f"It happened: {number}" for number in "43210"]
    page = asking.data(INBOX, first=2)["me"]["inbox"]
    assert page["totalCount"] == 5 and page["pageInfo"]["hasNextPage"]
    end = page["pageInfo"]["endCursor"]
    assert titles(asking, first=2, after=end) == wanted[2:4]
    assert titles(asking, last=2) == wanted[-2:] and titles(asking, last=1, before=end) == wanted[:1]


@pytest.mark.parametrize("who", ["the public", "a neighbour", "an outsider", "a colleague"])
def test_nobody_else_sees_or_marks_it(town: Town, ask: Callable[..., Any], who: str) -> None:
    home = town.home
    with scope(home.district):
        told(home)
        receipt = Receipt.objects.get()
        before = (Act.objects.count(), OutboxEvent.objects.count())
    account = {"the public": None, "a neighbour": town.neighbour, "an outsider": town.outsider}
    asking = ask(home.district, account.get(who, home.manager))
    id = encode("Notice", receipt.id)
    assert asking.data("query($id: ID!) { node(id: $id) { id } }", id=id) == {"node": None}
    answered = asking.data(READ, input={"ids": [id]})["markNoticesRead"]
    codes = [{"code": "FORBIDDEN", "path": []}, {"code": "NOT_FOUND", "path": ["ids", "0"]}]
    assert answered == {"account": None, "errors": [codes[0 if who == "the public" else 1]]}
    if who != "the public":
        assert titles(asking) == []
    with scope(home.district):
        assert Receipt.objects.get().read_at is None
        assert (Act.objects.count(), OutboxEvent.objects.count()) == before


def test_one_that_is_not_mine_among_mine_marks_none(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        told(town.home)
        mine = encode("Notice", Receipt.objects.get().id)
    asking = ask(town.home.district, town.insider)
    for wrong in ("nonsense", encode("Enterprise", town.home.enterprise.id)):
        [error] = asking.data(READ, input={"ids": [mine, wrong]})["markNoticesRead"]["errors"]
        assert error == {"code": "NOT_FOUND", "path": ["ids", "1"]}
    [error] = asking.data(READ, input={"ids": [mine] * 101})["markNoticesRead"]["errors"]
    assert error == {"code": "TOO_MANY", "path": ["ids"]}
    assert asking.data(INBOX)["me"]["unreadCount"] == 1


def test_statements_do_not_grow_with_notices(town: Town, ask: Callable[..., Any]) -> None:
    asking = ask(town.home.district, town.insider)

    def another() -> None:
        with scope(town.home.district):
            told(town.home, title="x")

    another()
    asking.data(INBOX)
    asking.data(INBOX)
    few = asking.statements
    for _number in range(8):
        another()
    asking.data(INBOX)
    assert asking.statements == few
