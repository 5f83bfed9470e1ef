"""A Party organisation's page, the tree, and who is covered by whom when; null for the public."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from alliance.branches.actions.covering import cover, uncover
from alliance.branches.models import Coverage, HeadCount
from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tests.api.graphql.branches.conftest import Set
from tests.factories.branches import a_known_branch, a_secretary
from tests.factories.ground import a_mandate, an_account

PAGE = """query($id: ID!) { node(id: $id) { ... on PartyOrganisation {
  name kind state stage papersUnknown superior { name } superiorName inferiors { name }
  requestedOn approvedOn electedOn signOn dissolvedOn approval { number on issuer fileName }
  buildings { name } covered { totalCount edges { node { kind since until enterprise { name } } } }
  officeHolders { title portfolio name term { number } since until }
  terms { number since until electedOn } milestones { kind on approval { number } other { name } note }
  approvals { number } headCounts { on formal probationary } warnings { code source message }
  stars { stars source since until state steps { step } } starRatings { stars } description version
} } }"""
LIST = """query($filter: PartyOrganisationFilter, $first: Int, $after: String, $last: Int, $before: String) {
  partyOrganisations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { node { id name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""


def test_the_secretary_sees_all_of_her_organisation(settled: Set, ask: Callable[..., Any]) -> None:
    page = ask(settled.town.home.district, settled.secretary).data(PAGE, id=settled.id)["node"]
    [warning] = page.pop("warnings")
    assert (
        warning["code"] == "COMMITTEE_MISSING" and "《中国共产党支部工作条例（试行）》" in warning["message"]
    )
    assert page == {
        "name": "A座联合党支部",
        "kind": "JOINT_BRANCH",
        "state": "STANDING",
        "stage": "SIGN",
        "papersUnknown": False,
        "superior": {"name": "商圈党委"},
        "superiorName": "商圈党委",
        "inferiors": [],
        "requestedOn": "2024-01-01",
        "approvedOn": "2024-02-01",
        "electedOn": "2024-03-01",
        "signOn": "2024-04-01",
        "dissolvedOn": None,
        "approval": {
            "number": "A座联合党支部〔2024〕1号",
            "on": "2024-02-01",
            "issuer": "李营街道党工委",
            "fileName": None,
        },
        "buildings": [{"name": "A座"}],
        "covered": {
            "totalCount": 1,
            "edges": [
                {
                    "node": {
                        "kind": "ORGANISATION",
                        "since": "2024-03-01",
                        "until": None,
                        "enterprise": {"name": settled.town.home.enterprise.name},
                    }
                }
            ],
        },
        "officeHolders": [
            {
                "title": "SECRETARY",
                "portfolio": None,
                "name": "甲",
                "term": None,
                "since": None,
                "until": None,
            },
            {
                "title": "MEMBER",
                "portfolio": "组织委员",
                "name": "乙",
                "term": None,
                "since": None,
                "until": None,
            },
        ],
        "terms": [{"number": 1, "since": "2024-05-01", "until": "2027-04-30", "electedOn": None}],
        "milestones": [
            {"kind": kind, "on": f"2024-0{month}-01", "approval": paper, "other": None, "note": None}
            for month, kind, paper in (
                (1, "REQUEST", None),
                (2, "APPROVAL", {"number": "A座联合党支部〔2024〕1号"}),
                (3, "ELECTION", None),
                (4, "SIGN", None),
            )
        ],
        "approvals": [{"number": "A座联合党支部〔2024〕1号"}],
        "headCounts": [{"on": today().isoformat(), "formal": 8, "probationary": 1}],
        "stars": {
            "stars": 5,
            "source": "街道通报",
            "since": None,
            "until": None,
            "state": "PUBLISHED",
            "steps": [],
        },
        "starRatings": [{"stars": 5}],
        "description": "楼里的",
        "version": page["version"],
    }


def test_counts_are_for_whom_they_concern(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    with scope(home.district):
        count = encode("HeadCount", HeadCount.objects.get().id)
        street, other = an_account("street"), an_account("other-branch")
        from tenants.models import Principal

        office = Principal.objects.create(kind="SUB_DISTRICT", name="街道办事处")
        a_mandate(street, office.id, "SUB_DISTRICT")
        a_secretary(other, a_known_branch("另一党支部").id)
    query = """query($id: ID!, $count: ID!) { node(id: $id) { ... on PartyOrganisation {
        name headCounts { formal } warnings { code } } } count: node(id: $count) { id } }"""
    for account in (settled.secretary, home.secretary, street):
        seen = ask(home.district, account).data(query, id=settled.id, count=count)
        assert seen["node"]["headCounts"] == [{"formal": 8}] and seen["node"]["warnings"] and seen["count"]
    for account in (home.liaison, home.manager, other):
        seen = ask(home.district, account).data(query, id=settled.id, count=count)
        assert seen["node"] == {"name": "A座联合党支部", "headCounts": None, "warnings": None}
        assert seen["count"] is None


def test_the_public_outsider_and_neighbour_see_nothing(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    with scope(home.district):
        link = encode("Coverage", Coverage.objects.get().id)
        principal = encode("Principal", settled.branch.id)
    everything = """query($ids: [ID!]!, $slug: String!) { nodes(ids: $ids) { id }
      partyOrganisations { totalCount } uncoveredEnterprises { totalCount } uncoveredBuildings { id }
      advice { totalCount } enterprise(slug: $slug) { name branch { name } } }"""
    for account in (None, settled.town.outsider, settled.town.neighbour):
        asked = ask(home.district, account)
        seen = asked.data(everything, ids=[settled.id, link, principal], slug=home.enterprise.slug)
        assert seen == {
            "nodes": [None, None, None],
            "partyOrganisations": None,
            "uncoveredEnterprises": None,
            "uncoveredBuildings": None,
            "advice": None,
            "enterprise": {"name": home.enterprise.name, "branch": None},
        }
        query = "query($f: EnterpriseFilter) { enterprises(filter: $f) { totalCount } }"
        assert asked.code(query, f={"branches": [settled.id]}) == "FILTER_NOT_PUBLIC"
        yesterday = (today() - timedelta(days=1)).isoformat()
        assert (
            asked.code(
                "query($s: String!, $d: Date) { enterprise(slug: $s) { branch(asOf: $d) { name } } }",
                s=home.enterprise.slug,
                d=yesterday,
            )
            == "DATE_NOT_PUBLIC"
        )
    # At home in her own district, the neighbour finds none of it.
    next_door = ask(settled.town.next_door.district, settled.town.neighbour)
    assert next_door.data(PAGE, id=settled.id) == {"node": None}
    assert next_door.data(LIST)["partyOrganisations"]["totalCount"] == 0


def test_who_was_covered_when(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    with scope(home.district):
        second = a_known_branch("B座联合党支部")
        link = Coverage.objects.get()
        uncover(by=OPERATOR, coverage_id=link.id, last_day=date(2025, 6, 30))
        cover(
            by=OPERATOR,
            organisation_id=second.id,
            enterprise_ids=[home.enterprise.id],
            starts=date(2025, 7, 1),
        )
    asked = ask(home.district, home.liaison)
    query = """query($slug: String!, $id: ID!, $day: Date) {
      enterprise(slug: $slug) { branch(asOf: $day) { name } }
      node(id: $id) { ... on PartyOrganisation {
        covered(asOf: $day) { edges { node { enterprise { name } } } } } } }"""
    seen = []
    for day in ("2024-02-29", "2025-06-30", "2025-07-01", None):
        answer = asked.data(query, slug=home.enterprise.slug, id=settled.id, day=day)
        branch = answer["enterprise"]["branch"]
        seen.append((branch and branch["name"], len(answer["node"]["covered"]["edges"])))
    assert seen == [(None, 0), ("A座联合党支部", 1), ("B座联合党支部", 0), ("B座联合党支部", 0)]
    query = "query($f: EnterpriseFilter) { enterprises(filter: $f) { totalCount } }"
    for organisation, count in ((second, 1), (settled.branch, 0)):
        chosen = {"branches": [encode("PartyOrganisation", organisation.id)]}
        assert asked.data(query, f=chosen)["enterprises"]["totalCount"] == count


def test_the_list_is_by_pinyin_filtered_and_paged_both_ways(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    asked = ask(home.district, home.liaison)
    with scope(home.district):
        for name, kind in (("鲍家党支部", "BRANCH"), ("安家党支部", "BRANCH")):
            a_known_branch(name, kind=kind, superior_id=settled.committee.id)
        from alliance.branches.actions.founding import Profile, found

        found(by=OPERATOR, profile=Profile(name="筹备中的党支部", kind="BRANCH"))

    def names(**said: Any) -> list[str]:
        return [edge["node"]["name"] for edge in asked.data(LIST, **said)["partyOrganisations"]["edges"]]

    everybody = ["安家党支部", "A座联合党支部", "鲍家党支部", "筹备中的党支部", "商圈党委"]
    assert sorted(names()) == sorted(everybody)
    ordered = names()
    assert ordered.index("安家党支部") < ordered.index("鲍家党支部") < ordered.index("商圈党委")
    page = asked.data(LIST, first=2)["partyOrganisations"]
    assert page["totalCount"] == 5 and page["pageInfo"]["hasNextPage"]
    assert names(first=2, after=page["pageInfo"]["endCursor"]) == ordered[2:4]
    assert names(last=2) == ordered[-2:]
    committee = encode("PartyOrganisation", settled.committee.id)
    for wishes, wanted in (
        ({"kinds": ["BRANCH"]}, {"安家党支部", "鲍家党支部", "筹备中的党支部"}),
        ({"kinds": []}, set()),
        ({"superiors": [committee]}, {"A座联合党支部", "鲍家党支部", "安家党支部"}),
        ({"buildings": [encode("Building", home.building.id)]}, {"A座联合党支部"}),
        ({"buildings": [encode("Building", settled.town.next_door.building.id)]}, set()),
        ({"standing": False}, {"筹备中的党支部"}),
        ({"standing": True, "kinds": ["COMMITTEE"]}, {"商圈党委"}),
    ):
        assert set(names(filter=wishes)) == wanted, wishes


def test_a_mandate_and_an_act_say_the_organisations_name(settled: Set, ask: Callable[..., Any]) -> None:
    asked = ask(settled.town.home.district, settled.secretary)
    [mandate] = asked.data("{ me { mandates { kind label principal { kind label } } } }")["me"]["mandates"]
    assert mandate == {
        "kind": "BRANCH_SECRETARY",
        "label": "A座联合党支部",
        "principal": {"kind": "PARTY_ORGANISATION", "label": "A座联合党支部"},
    }
