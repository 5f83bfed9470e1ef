"""A branch's page: what it did, its open projects, what it gave and received; each to whom it is shown."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from alliance.branches.actions.activities import record_activity
from alliance.branches.actions.covering import cover, uncover
from alliance.branches.models import BranchActivity, Coverage
from alliance.matching.actions import accept, confirm, deliver, propose
from alliance.matching.models import Exchange
from alliance.matching.rules import Proposal
from alliance.resources.actions import close_listing
from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act, Mandate, OutboxEvent
from tests.api.graphql.branches.asking import asked
from tests.api.graphql.branches.conftest import Set
from tests.factories.branches import a_founded_branch, a_known_branch, a_secretary
from tests.factories.ground import an_account, an_enterprise, author_of
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.projects import a_project

DID = "activities(first: 2) { totalCount edges { node { id title on headCount organisation { name } } } }"
PROJECTS = "projects(first: 2) { totalCount edges { node { title owner { id } parts { title } } } }"
EXCHANGED = "gave(first: 2) { totalCount edges { node { offer { title } taker { label } } } } \
 received(first: 2) { totalCount edges { node { offer { title } giver { label } } } }"
PAGE = (
    f"query($id: ID!) {{ node(id: $id) {{ ... on PartyOrganisation {{ {DID} {PROJECTS} {EXCHANGED} }} }} }}"
)
DAY = date(2026, 3, 6)
ANSWER = "partyOrganisation { version activities { edges { node { title on headCount } } } }"


def exchanged(giver: Author, taker: Author, title: str) -> None:
    """Given, received, confirmed by both."""
    offer = a_listing(giver, title)
    accept(by=giver, match_id=(match := propose(by=taker, proposal=Proposal(offer=offer.id))))
    exchange = Exchange.objects.get(match=match).id
    deliver(by=giver, exchange_id=exchange)
    for side in (giver, taker):
        confirm(by=side, exchange_id=exchange)


def secretary_of(settled: Set) -> tuple[Author, Mandate]:
    mandate = Mandate.objects.get(account=settled.secretary)
    return author_of(mandate), mandate


def test_the_page_shows_what_it_does(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    with scope(home.district):
        by, _mandate = secretary_of(settled)
        for number, title in enumerate(("党课", "楼道清洁", "慰问"), start=1):
            record_activity(
                by=by,
                organisation_id=settled.branch.id,
                title=title,
                on=DAY.replace(day=number),
                head_count=9,
            )
        a_project(by, ("志愿者", 3), title="邻里节", **FOR_DISTRICT)
        a_project(by, title="悄悄话", **for_named(home.enterprise.id))
        a_project(by, title="草稿", is_draft=True)
        a_project(home.as_liaison, title="别家的")
        close_listing(by=by, listing_id=a_project(by, title="关了").id)
        exchanged(by, home.as_liaison, "会议室")
        exchanged(home.as_liaison, by, "投影仪")
    page = ask(home.district, settled.secretary).data(PAGE, id=settled.id)["node"]
    assert page["activities"]["totalCount"] == 3
    [latest, second] = [edge["node"] for edge in page["activities"]["edges"]]
    assert (latest["title"], latest["on"], latest["headCount"]) == ("慰问", "2026-03-03", 9)
    assert second["organisation"] == {"name": "A座联合党支部"}
    titles = [edge["node"]["title"] for edge in page["projects"]["edges"]]
    assert titles == ["悄悄话", "邻里节"] and page["projects"]["totalCount"] == 2
    assert page["gave"] == {
        "totalCount": 1,
        "edges": [{"node": {"offer": {"title": "会议室"}, "taker": {"label": home.enterprise.name}}}],
    }
    assert page["received"]["edges"][0]["node"] == {
        "offer": {"title": "投影仪"},
        "giver": {"label": home.enterprise.name},
    }
    for who, projects, sees_exchanges in (
        (home.liaison, 2, False),
        (home.manager, 1, False),
        (home.secretary, 1, True),
    ):
        page = ask(home.district, who).data(PAGE, id=settled.id)["node"]
        assert page["projects"]["totalCount"] == projects
        assert page["activities"]["totalCount"] == 3
        assert (page["gave"] is not None, page["received"] is not None) == (sees_exchanges,) * 2
    one = latest["id"]
    whose = "query($id: ID!) { node(id: $id) { id } }"
    assert ask(home.district, home.liaison).data(whose, id=one)["node"] == {"id": one}
    for district, account in (
        (home.district, None),
        (home.district, settled.town.outsider),
        (settled.town.next_door.district, settled.town.neighbour),
        (settled.town.next_door.district, settled.town.next_door.secretary),
    ):
        asking = ask(district, account)
        assert asking.data(PAGE, id=settled.id)["node"] is None
        assert asking.data(whose, id=one)["node"] is None


def test_a_secretary_records_puts_right_and_removes(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    with scope(home.district):
        _by, mandate = secretary_of(settled)
    asking = ask(home.district, settled.secretary)
    said = {"organisation": settled.id, "title": " 党课 ", "on": DAY.isoformat(), "idempotencyKey": "k"}
    first = asked(asking, "recordBranchActivity", mandate, ANSWER, **said)
    assert asked(asking, "recordBranchActivity", mandate, ANSWER, **said) == first and first["errors"] == []
    shown = first["partyOrganisation"]["activities"]["edges"]
    assert shown == [{"node": {"title": "党课", "on": "2026-03-06", "headCount": None}}]
    with scope(home.district):
        activity = encode("BranchActivity", BranchActivity.objects.get().id)
    right = asked(asking, "changeBranchActivity", mandate, ANSWER, activity=activity, headCount=12)
    shown = right["partyOrganisation"]["activities"]["edges"]
    assert shown == [{"node": {"title": "党课", "on": "2026-03-06", "headCount": 12}}]
    late = asked(asking, "removeBranchActivity", mandate, ANSWER, activity=activity, expectedVersion=1)
    assert late["errors"] == [{"code": "VERSION_CHANGED", "path": ["expectedVersion"]}]
    gone = asked(asking, "removeBranchActivity", mandate, ANSWER, activity=activity)
    assert gone["partyOrganisation"]["activities"]["edges"] == []
    again = asked(asking, "removeBranchActivity", mandate, ANSWER, activity=activity)
    assert again["errors"] == [{"code": "NOT_FOUND", "path": ["activity"]}]
    with scope(home.district):
        removed = Act.objects.get(verb="branch_activity.remove")
        undo(act_id=removed.id, by=author_of(mandate))
        assert BranchActivity.objects.get().head_count == 12


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        ({"title": "  "}, "REQUIRED", ["title"]),
        ({"title": "长" * 121}, "TOO_LONG", ["title"]),
        ({"headCount": -1}, "OUT_OF_RANGE", ["headCount"]),
        ({"headCount": 1}, "DESCRIBES_ONE", ["headCount"]),
        ({"on": (today() + timedelta(days=2)).isoformat()}, "IN_THE_FUTURE", ["on"]),
        ({"organisation": encode("PartyOrganisation", UUID(int=7))}, "NOT_FOUND", ["organisation"]),
    ],
)
def test_what_cannot_be_leaves_nothing(
    settled: Set, ask: Callable[..., Any], wrong: dict[str, Any], code: str, path: list[str]
) -> None:
    home = settled.town.home
    with scope(home.district):
        _by, mandate = secretary_of(settled)
        before = Act.objects.count(), OutboxEvent.objects.count()
    said = {"organisation": settled.id, "title": "党课", "on": DAY.isoformat(), **wrong}
    answer = asked(ask(home.district, settled.secretary), "recordBranchActivity", mandate, ANSWER, **said)
    assert answer["errors"] == [{"code": code, "path": path}] and answer["partyOrganisation"] is None
    with scope(home.district):
        assert not BranchActivity.objects.exists()
        assert (Act.objects.count(), OutboxEvent.objects.count()) == before


def test_whoever_may_not_leaves_nothing(settled: Set, ask: Callable[..., Any]) -> None:
    town, home = settled.town, settled.town.home
    with scope(home.district):
        other = an_account("other-branch")
        a_secretary(other, a_known_branch("别的支部").id)
        others = Mandate.objects.get(account=other)
        _by, hers = secretary_of(settled)
        record_activity(by=OPERATOR, organisation_id=settled.branch.id, title="党课", on=DAY)
        activity = encode("BranchActivity", BranchActivity.objects.get().id)
        before = Act.objects.count(), OutboxEvent.objects.count()
    said = {"organisation": settled.id, "title": "冒名", "on": DAY.isoformat()}
    for district, account, mandate in (
        (home.district, other, others),
        (home.district, home.liaison, home.mandate),
        (home.district, home.manager, home.manager_mandate),
        (home.district, None, hers),
        (home.district, town.outsider, hers),
        (town.next_door.district, town.next_door.secretary, town.next_door.secretary_mandate),
    ):
        asking = ask(district, account)
        for mutation, given in (
            ("recordBranchActivity", said),
            ("changeBranchActivity", {"activity": activity, "title": "冒名"}),
            ("removeBranchActivity", {"activity": activity}),
        ):
            [error] = asked(asking, mutation, mandate, ANSWER, **given)["errors"]
            assert error["code"] in ("FORBIDDEN", "NOT_FOUND")
    with scope(home.district):
        assert BranchActivity.objects.get().title == "党课"
        assert (Act.objects.count(), OutboxEvent.objects.count()) == before


def test_a_count_of_one_goes_when_it_would_describe_one(settled: Set) -> None:
    home, branch = settled.town.home, settled.branch.id
    with scope(home.district):
        cover(by=OPERATOR, organisation_id=branch, enterprise_ids=[an_enterprise("又一家").id], starts=DAY)
        record_activity(by=OPERATOR, organisation_id=branch, title="谈心", on=DAY, head_count=1)
        second = Coverage.objects.get(enterprise=home.enterprise)
        uncover(by=OPERATOR, coverage_id=second.id, last_day=DAY - timedelta(days=1))
        assert BranchActivity.objects.get().head_count is None


def test_statements_do_not_grow_with_organisations(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    query = (
        f"{{ partyOrganisations(first: 50) {{ edges {{ node {{ name {DID} {PROJECTS} {EXCHANGED} }} }} }} }}"
    )

    def busy(organisation_id: Any, by: Author) -> None:
        for number in range(3):
            record_activity(by=by, organisation_id=organisation_id, title=f"第{number}次", on=DAY)
            a_project(by, ("志愿者", 3), title=f"项目{number}")
            exchanged(by, home.as_liaison, f"会议室{number}")
            exchanged(home.as_liaison, by, f"投影仪{number}")

    with scope(home.district):
        busy(settled.branch.id, secretary_of(settled)[0])
    asking = ask(home.district, home.secretary)
    asking.data(query)
    spent = asking.statements
    with scope(home.district):
        for number in range(4):
            one = a_founded_branch(f"第{number}党支部")
            busy(one.id, a_secretary(an_account(f"s{number}"), one.id))
    rows = asking.data(query)["partyOrganisations"]["edges"]
    assert asking.statements == spent
    busy_ones = [edge["node"] for edge in rows if edge["node"]["gave"]["totalCount"] == 3]
    assert len(busy_ones) == 5 and all(len(one["projects"]["edges"]) == 2 for one in busy_ones)
