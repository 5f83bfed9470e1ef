"""What nobody covers, and that lists of organisations cost the same however long they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alliance.branches.actions.counting import set_head_count
from alliance.branches.actions.covering import cover
from alliance.branches.actions.offices import name_office_holder
from alliance.branches.actions.terms import begin_term
from alliance.ratings.actions import record_known_rating
from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Enterprise
from tests.api.graphql.branches.conftest import Set
from tests.factories.branches import a_founded_branch
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in


def test_what_nobody_covers_can_be_asked_for(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    with scope(home.district):
        bare = a_building("C座", ordinal=2)
        moved_in(an_enterprise("没人管的小店"), a_unit(bare, "101"))
    query = """query($kind: CoverageKind, $in: [ID!], $day: Date) {
      uncoveredEnterprises(kind: $kind, buildings: $in, asOf: $day) { totalCount edges { node { name } } }
      uncoveredBuildings(asOf: $day) { name } }"""
    for account in (settled.secretary, home.secretary):
        asked = ask(home.district, account)
        seen = asked.data(query)
        assert [edge["node"]["name"] for edge in seen["uncoveredEnterprises"]["edges"]] == ["没人管的小店"]
        assert seen["uncoveredBuildings"] == [{"name": "C座"}]
        assert asked.data(query, kind="WORK")["uncoveredEnterprises"]["totalCount"] == 2
        here = {"in": [encode("Building", home.building.id)]}
        assert asked.data(query, **here)["uncoveredEnterprises"]["totalCount"] == 0
        assert asked.data(query, day="2024-01-31")["uncoveredEnterprises"]["totalCount"] == 2
    assert ask(home.district, home.liaison).data(query) == {
        "uncoveredEnterprises": None,
        "uncoveredBuildings": None,
    }


def test_statements_do_not_grow_with_organisations(settled: Set, ask: Callable[..., Any]) -> None:
    home = settled.town.home
    query = """{ partyOrganisations(first: 50) { totalCount edges { node {
      name state superior { name } inferiors { name } buildings { name } approval { number fileName }
      covered(first: 3) { totalCount edges { node { enterprise { name branch { name } } } } }
      officeHolders { name term { number } } terms { approval { number } }
      milestones { approval { number } other { name } } approvals { number }
      headCounts { formal } warnings { code }
      stars { stars steps { step } } starRatings { organisation { name } }
    } } } }"""
    asked = ask(home.district, home.secretary)
    asked.data(query)
    spent = asked.statements
    with scope(home.district):
        for number in range(6):
            one = a_founded_branch(
                f"第{number}党支部", building_ids=(home.building.id,), superior_id=settled.committee.id
            )
            enterprises = [an_enterprise(f"企业{number}-{place}") for place in range(4)]
            for place, enterprise in enumerate(enterprises):
                moved_in(enterprise, a_unit(home.building, f"2{number}0{place}"))
            cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[row.id for row in enterprises])
            begin_term(by=OPERATOR, organisation_id=one.id, starts=date(2024, 5, 1))
            name_office_holder(by=OPERATOR, organisation_id=one.id, title="SECRETARY", name=f"甲{number}")
            set_head_count(by=OPERATOR, organisation_id=one.id, on=today(), formal=3)
            record_known_rating(by=OPERATOR, organisation_id=one.id, stars=4, source="通报")
    answer = asked.data(query)["partyOrganisations"]
    assert asked.statements == spent
    rows = {edge["node"]["name"]: edge["node"] for edge in answer["edges"]}
    assert rows["第3党支部"]["covered"]["totalCount"] == 4 and len(rows["第3党支部"]["covered"]["edges"]) == 3
    assert {
        edge["node"]["enterprise"]["branch"]["name"] for edge in rows["第3党支部"]["covered"]["edges"]
    } == {"第3党支部"}
    directory = "{ enterprises(first: 100) { edges { node { name branch { name } } } } }"
    asked.data(directory)
    spent = asked.statements
    with scope(home.district):
        for place in range(5):
            moved_in(an_enterprise(f"又一家{place}"), a_unit(home.building, f"3{place}01"))
        newest = [row.id for row in Enterprise.objects.filter(name__startswith="又一家")]
        cover(by=OPERATOR, organisation_id=settled.branch.id, enterprise_ids=newest)
    asked.data(directory)
    assert asked.statements == spent
