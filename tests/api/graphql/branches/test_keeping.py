"""Founding, keeping, merging and advising over HTTP, by whoever may; nothing is left by whoever may not."""

from collections.abc import Callable
from typing import Any

from alliance.branches.events import follow
from alliance.branches.models import Advice
from api.graphql.ids import encode
from tenants.actions.moving import move
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tests.api.graphql.branches.asking import PAPER, asked
from tests.factories.branches import a_known_branch, a_secretary
from tests.factories.ground import a_building, a_unit, an_account
from tests.factories.town import Town


def test_a_joint_branch_from_request_to_sign(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    asking, mandate = ask(home.district, home.secretary), home.secretary_mandate
    building = encode("Building", home.building.id)
    said: dict[str, Any] = {
        "name": "A座联合党支部",
        "kind": "JOINT_BRANCH",
        "buildings": [building],
        "idempotencyKey": "k",
    }
    first = asked(asking, "foundPartyOrganisation", mandate, **said)
    assert asked(asking, "foundPartyOrganisation", mandate, **said) == first and first["errors"] == []
    one = first["partyOrganisation"]["id"]
    assert first["partyOrganisation"]["state"] == "PREPARING"
    early = asked(asking, "recordFoundingStep", mandate, organisation=one, step="SIGN", on="2026-02-01")
    assert early["errors"] == [{"code": "STEP_MISSING", "path": ["step"]}]
    for month, step in enumerate(("REQUEST", "APPROVAL", "ELECTION", "SIGN"), start=1):
        paper: dict[str, Any] = (
            {"approval": PAPER | {"on": f"2026-0{month}-01"}} if step == "APPROVAL" else {}
        )
        answer = asked(
            asking,
            "recordFoundingStep",
            mandate,
            organisation=one,
            step=step,
            on=f"2026-0{month}-01",
            expectedVersion=month,
            **paper,
        )
        assert answer["errors"] == [] and answer["partyOrganisation"]["stage"] == step
    assert answer["partyOrganisation"]["state"] == "STANDING"
    assert answer["partyOrganisation"]["approvals"] == [{"number": PAPER["number"]}]


def test_a_secretary_keeps_what_is_hers(town: Town, ask: Callable[..., Any], branch: Any) -> None:
    one, account, mandate = branch
    asking, id = ask(town.home.district, account), encode("PartyOrganisation", one.id)
    enterprises = [encode("Enterprise", town.home.enterprise.id)]
    covered = asked(
        asking, "coverEnterprises", mandate, organisation=id, enterprises=enterprises, expectedVersion=1
    )
    assert covered["partyOrganisation"]["covered"] == {"totalCount": 1}
    late = asked(
        asking, "coverEnterprises", mandate, organisation=id, enterprises=enterprises, expectedVersion=1
    )
    assert late["errors"] == [{"code": "VERSION_CHANGED", "path": ["expectedVersion"]}]
    again = asked(asking, "coverEnterprises", mandate, organisation=id, enterprises=enterprises)
    assert [error["code"] for error in again["errors"]] == ["ALREADY_COVERED"]
    day = today().isoformat()
    one_alone = asked(asking, "setHeadCount", mandate, organisation=id, on=day, formal=1)
    assert one_alone["errors"] == [{"code": "DESCRIBES_ONE", "path": ["formal"]}]
    counted = asked(asking, "setHeadCount", mandate, organisation=id, on=day, formal=4, probationary=1)
    assert counted["partyOrganisation"]["headCounts"] == [{"formal": 4}]
    said = {"title": "SECRETARY", "name": "甲", "since": "2026-01-01"}
    shown = "partyOrganisation { officeHolders { id name } }"
    named = asked(asking, "nameOfficeHolder", mandate, shown, organisation=id, **said)
    [holder] = named["partyOrganisation"]["officeHolders"]
    relieved = asked(
        asking, "relieveOfficeHolder", mandate, shown, officeHolder=holder["id"], lastDay="2026-05-31"
    )
    assert relieved == {"partyOrganisation": {"officeHolders": []}, "errors": []}
    described = asked(asking, "updatePartyOrganisation", mandate, organisation=id, description="楼里的")
    assert described["errors"] == []
    links = (
        "query($id: ID!) { node(id: $id) { ... on PartyOrganisation { covered { edges { node { id } } } } } }"
    )
    [link] = asking.data(links, id=id)["node"]["covered"]["edges"]
    ended = asked(asking, "uncoverEnterprise", mandate, coverage=link["node"]["id"], lastDay="2020-01-01")
    assert ended["partyOrganisation"]["covered"] == {"totalCount": 0}
    acts = asking.data("{ acts { edges { node { id verb } } } }")["acts"]["edges"]
    last = next(edge["node"]["id"] for edge in acts if edge["node"]["verb"] == "coverage.end")
    back = asked(asking, "takeBack", mandate, "act { verb }", act=last)
    assert back == {"act": {"verb": "act.undo"}, "errors": []}


def test_terms_buildings_and_the_end_are_the_secretariats(
    town: Town, ask: Callable[..., Any], branch: Any
) -> None:
    home = town.home
    one, _account, _mandate = branch
    asking, mandate = ask(home.district, home.secretary), home.secretary_mandate
    id = encode("PartyOrganisation", one.id)
    with scope(home.district):
        other = encode("PartyOrganisation", a_known_branch("B座联合党支部").id)
        bare = encode("Building", a_building("B座", ordinal=1).id)
    shown = "partyOrganisation { buildings { name } terms { id until } state milestones { kind } }"
    over = asked(
        asking, "addOrganisationBuilding", mandate, shown, organisation=id, building=bare, since="2026-01-01"
    )
    assert [row["name"] for row in over["partyOrganisation"]["buildings"]] == ["A座", "B座"]
    gone = asked(
        asking,
        "removeOrganisationBuilding",
        mandate,
        shown,
        organisation=id,
        building=bare,
        lastDay="2026-03-31",
    )
    assert [row["name"] for row in gone["partyOrganisation"]["buildings"]] == ["A座"]
    begun = asked(
        asking, "beginTerm", mandate, shown, organisation=id, since="2024-05-01", electedOn="2024-04-28"
    )
    [term] = begun["partyOrganisation"]["terms"]
    assert term["until"] == "2027-04-30"
    longer = asked(asking, "extendTerm", mandate, shown, term=term["id"], until="2027-10-31", approval=PAPER)
    assert longer["partyOrganisation"]["terms"][0]["until"] == "2027-10-31"
    shown = "partyOrganisation { id state covered { totalCount } milestones { kind other { name } } }"
    split = asked(
        asking,
        "splitPartyOrganisation",
        mandate,
        shown,
        organisation=id,
        into=other,
        buildings=[encode("Building", home.building.id)],
        on="2026-06-01",
        approval=PAPER,
    )
    assert split["partyOrganisation"]["id"] == other
    merged = asked(
        asking,
        "mergePartyOrganisations",
        mandate,
        shown,
        into=other,
        others=[id],
        on="2026-07-01",
        note="合并",
    )
    kinds = [row["kind"] for row in merged["partyOrganisation"]["milestones"]]
    assert kinds == ["SPLIT", "MERGER"]
    ended = asked(
        asking,
        "dissolvePartyOrganisation",
        mandate,
        shown,
        organisation=other,
        on="2026-08-01",
        approval=PAPER,
    )
    assert ended["partyOrganisation"]["state"] == "DISSOLVED"


def test_known_ones_stars_and_secretaries(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    asking, mandate = ask(home.district, home.secretary), home.secretary_mandate
    known = asked(asking, "recordKnownPartyOrganisation", mandate, name="某党支部", kind="BRANCH")
    id = known["partyOrganisation"]["id"]
    shown = "starRating { id stars state since until source steps { step stars by { label } } }"
    star = asked(
        asking, "recordKnownStarRating", mandate, shown, organisation=id, stars=5, source="齐鲁晚报特别报道"
    )
    assert star["starRating"]["stars"] == 5 and star["starRating"]["since"] is None
    begun = asked(
        asking, "beginStarRating", mandate, shown, organisation=id, since="2025-01-01", until="2025-12-31"
    )["starRating"]
    for step in ("SELF_ASSESSMENT", "ASSESSMENT", "REVIEW", "PUBLICATION"):
        taken = asked(
            asking, "recordStarStep", mandate, shown, rating=begun["id"], step=step, on="2026-01-09", stars=4
        )
        assert taken["errors"] == []
    assert (taken["starRating"]["state"], taken["starRating"]["stars"]) == ("PUBLISHED", 4)
    assert taken["starRating"]["steps"][3] == {
        "step": "PUBLICATION",
        "stars": 4,
        "by": {"label": "联盟秘书处"},
    }
    appointed = asked(
        asking, "appointSecretary", mandate, "mandate { label kind }", organisation=id, login="outsider"
    )
    assert appointed["mandate"] == {"label": "某党支部", "kind": "BRANCH_SECRETARY"}
    assert ask(home.district, town.outsider).data("{ me { mandates { label } } }")["me"]["mandates"]


def test_advice_is_seen_and_settled_by_whom_it_concerns(
    town: Town, ask: Callable[..., Any], branch: Any
) -> None:
    home = town.home
    one, account, mandate = branch
    with scope(home.district):
        from alliance.branches.actions.covering import cover

        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[home.enterprise.id])
        unit = a_unit(a_building("B座", ordinal=1), "0801")
        move(by=OPERATOR, tenancy_id=home.tenancy.id, to_unit_id=unit.id, on=today())
        other = an_account("other-branch")
        a_secretary(other, a_known_branch("无关党支部").id)
    follow(home.district.id, [home.enterprise.id])
    query = """{ advice(states: [OPEN]) { totalCount edges { node {
      id place state organisation { name } to { name } coverage { enterprise { name } } } } } }"""
    seen = ask(home.district, account).data(query)["advice"]
    [edge] = seen["edges"]
    assert edge["node"] | {"id": ""} == {
        "id": "",
        "place": "B座0801",
        "state": "OPEN",
        "organisation": {"name": one.name},
        "to": None,
        "coverage": {"enterprise": {"name": home.enterprise.name}},
    }
    assert ask(home.district, home.secretary).data(query)["advice"]["totalCount"] == 1
    for nobody in (home.liaison, home.manager, other):
        asking = ask(home.district, nobody)
        assert asking.data(query)["advice"]["totalCount"] == 0
        node = asking.data("query($id: ID!) { node(id: $id) { id } }", id=edge["node"]["id"])
        assert node == {"node": None}
    answer = "advice { state note }"
    asking = ask(home.district, account)
    settled = asked(asking, "settleAdvice", mandate, answer, id=edge["node"]["id"], note="照旧")
    assert settled == {"advice": {"state": "SETTLED", "note": "照旧"}, "errors": []}
    with scope(home.district):
        assert Advice.objects.get().settled_at is not None
