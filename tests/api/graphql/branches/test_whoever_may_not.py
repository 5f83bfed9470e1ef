"""Whoever may not, and whatever cannot be, leaves no row, no act, no event."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from alliance.branches.actions.counting import set_head_count
from alliance.branches.actions.covering import cover
from alliance.branches.actions.offices import name_office_holder
from alliance.branches.actions.terms import begin_term
from alliance.branches.events import follow
from alliance.branches.models import (
    Advice,
    Approval,
    Coverage,
    HeadCount,
    Milestone,
    OfficeHolder,
    PartyOrganisation,
    Term,
)
from alliance.ratings.actions import record_known_rating
from alliance.ratings.models import StarRating
from api.graphql.ids import encode
from tenants.actions.moving import move
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act, IdempotencyKey, Mandate, OutboxEvent, Principal
from tests.api.graphql.branches.asking import PAPER, asked
from tests.factories.branches import a_founded_branch, a_known_branch
from tests.factories.ground import a_building, a_unit, an_enterprise
from tests.factories.town import Side, Town


def written(*sides: Side) -> list[Any]:
    counted: list[Any] = []
    for side in sides:
        with scope(side.district):
            models: list[Any] = [
                PartyOrganisation,
                Coverage,
                Act,
                OutboxEvent,
                IdempotencyKey,
                Principal,
                Mandate,
            ]
            counted.append([model.objects.count() for model in models])
            counted.append(sorted(PartyOrganisation.objects.values_list("id", "version", "name")))
    return counted


def denied(town: Town, who: str) -> tuple[Any, Mandate]:
    return {
        "the public": (None, town.home.secretary_mandate),
        "an outsider": (town.outsider, town.home.secretary_mandate),
        "the neighbour's secretariat": (town.next_door.secretary, town.next_door.secretary_mandate),
        "the liaison": (town.home.liaison, town.home.mandate),
        "the property manager": (town.home.manager, town.home.manager_mandate),
    }[who]


@pytest.mark.parametrize(
    "who", ["the public", "an outsider", "the neighbour's secretariat", "the liaison", "the property manager"]
)
def test_whoever_may_not_leaves_nothing_behind(
    town: Town, ask: Callable[..., Any], branch: Any, who: str
) -> None:
    one, _account, _mandate = branch
    account, mandate = denied(town, who)
    asking = ask(town.home.district, account)
    id, enterprise = encode("PartyOrganisation", one.id), encode("Enterprise", town.home.enterprise.id)
    before = written(town.home, town.next_door)
    for mutation, said in (
        ("foundPartyOrganisation", {"name": "私设", "kind": "BRANCH"}),
        ("recordKnownPartyOrganisation", {"name": "私设", "kind": "BRANCH"}),
        ("recordFoundingStep", {"organisation": id, "step": "REQUEST", "on": "2026-01-01"}),
        ("updatePartyOrganisation", {"organisation": id, "description": "抢来的"}),
        ("coverEnterprises", {"organisation": id, "enterprises": [enterprise]}),
        ("setHeadCount", {"organisation": id, "on": "2026-01-01", "formal": 9}),
        ("nameOfficeHolder", {"organisation": id, "title": "SECRETARY", "name": "某"}),
        ("beginTerm", {"organisation": id, "since": "2026-01-01"}),
        (
            "addOrganisationBuilding",
            {"organisation": id, "building": encode("Building", town.home.building.id)},
        ),
        ("dissolvePartyOrganisation", {"organisation": id, "on": "2026-01-01"}),
        ("mergePartyOrganisations", {"into": id, "others": [id], "on": "2026-01-01"}),
    ):
        answer = asked(asking, mutation, mandate, **said, idempotencyKey="k")
        assert answer["errors"] == [{"code": "FORBIDDEN", "path": ["actingAs"]}], mutation
    appoint = asked(asking, "appointSecretary", mandate, "mandate { id }", organisation=id, login="outsider")
    star = asked(
        asking, "recordKnownStarRating", mandate, "starRating { id }", organisation=id, stars=5, source="自封"
    )
    assert [payload["errors"][0]["code"] for payload in (appoint, star)] == ["FORBIDDEN", "FORBIDDEN"]
    assert written(town.home, town.next_door) == before


def test_bad_input_is_refused_where_it_was_said(town: Town, ask: Callable[..., Any], branch: Any) -> None:
    home = town.home
    one, _account, _mandate = branch
    asking, mandate = ask(home.district, home.secretary), home.secretary_mandate
    id = encode("PartyOrganisation", one.id)
    foreign = encode("Enterprise", town.next_door.enterprise.id)
    with scope(town.next_door.district):
        theirs = encode("PartyOrganisation", a_known_branch("隔壁").id)
    with scope(home.district):
        mine = encode("Enterprise", an_enterprise("好公司").id)
    before = written(home)
    for mutation, said, code, path in (
        ("foundPartyOrganisation", {"name": " ", "kind": "BRANCH"}, "REQUIRED", ["name"]),
        ("foundPartyOrganisation", {"name": "字" * 121, "kind": "BRANCH"}, "TOO_LONG", ["name"]),
        (
            "foundPartyOrganisation",
            {"name": "甲", "kind": "BRANCH", "superior": theirs},
            "NOT_FOUND",
            ["superior"],
        ),
        (
            "foundPartyOrganisation",
            {"name": "甲", "kind": "BRANCH", "superior": id, "superiorName": "外"},
            "SUPERIOR_INVALID",
            ["superiorName"],
        ),
        (
            "foundPartyOrganisation",
            {"name": "甲", "kind": "BRANCH", "buildings": ["x"]},
            "NOT_FOUND",
            ["buildings", "0"],
        ),
        ("coverEnterprises", {"organisation": id, "enterprises": []}, "REQUIRED", ["enterprises"]),
        (
            "coverEnterprises",
            {"organisation": id, "enterprises": [mine, foreign]},
            "NOT_FOUND",
            ["enterprises"],
        ),
        ("coverEnterprises", {"organisation": theirs, "enterprises": [mine]}, "NOT_FOUND", ["organisation"]),
        ("setHeadCount", {"organisation": id, "on": "2026-01-01", "formal": -1}, "OUT_OF_RANGE", ["formal"]),
        ("setHeadCount", {"organisation": id, "on": "2999-01-01", "formal": 5}, "IN_THE_FUTURE", ["on"]),
        (
            "beginTerm",
            {"organisation": id, "since": "2026-05-02", "until": "2026-05-01"},
            "BEFORE_START",
            ["until"],
        ),
        (
            "beginTerm",
            {"organisation": id, "since": "2026-05-02", "approval": PAPER | {"number": " "}},
            "REQUIRED",
            ["approval", "number"],
        ),
        (
            "beginTerm",
            {"organisation": id, "since": "2026-05-02", "approval": PAPER | {"file": mine}},
            "NOT_FOUND",
            ["approval", "file"],
        ),
        (
            "nameOfficeHolder",
            {"organisation": id, "title": "MEMBER", "name": "名" * 41},
            "TOO_LONG",
            ["name"],
        ),
        ("mergePartyOrganisations", {"into": id, "others": [id], "on": "2026-01-01"}, "REQUIRED", ["others"]),
    ):
        answer = asked(asking, mutation, mandate, **said)
        assert answer == {"partyOrganisation": None, "errors": [{"code": code, "path": path}]}, (
            mutation,
            said,
        )
    assert written(home) == before


def ids_of(side: Side) -> dict[str, str]:
    """One id of each kind that an organisation gives out."""
    with scope(side.district):
        one = a_founded_branch(building_ids=(side.building.id,))
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[side.enterprise.id])
        begin_term(by=OPERATOR, organisation_id=one.id, starts=date(2024, 5, 1))
        name_office_holder(by=OPERATOR, organisation_id=one.id, title="SECRETARY", name="甲")
        set_head_count(by=OPERATOR, organisation_id=one.id, on=today(), formal=5)
        record_known_rating(by=OPERATOR, organisation_id=one.id, stars=5, source="通报")
        unit = a_unit(a_building("B座", ordinal=1), "0801")
        move(by=OPERATOR, tenancy_id=side.tenancy.id, to_unit_id=unit.id, on=today())
    follow(side.district.id, [side.enterprise.id])
    models: list[Any] = [
        Advice,
        Approval,
        Coverage,
        HeadCount,
        Milestone,
        OfficeHolder,
        PartyOrganisation,
        StarRating,
        Term,
    ]
    with scope(side.district):
        return {model.__name__: encode(model.__name__, model.objects.all()[0].id) for model in models}


def test_ids_answer_to_whom_they_are_for_and_never_next_door(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    ids = ids_of(home)
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }"

    def seen(district: Any, account: Any) -> set[str]:
        nodes = ask(district, account).data(query, ids=list(ids.values()))["nodes"]
        return {node["__typename"] for node in nodes if node}

    assert seen(home.district, home.secretary) == set(ids)
    assert seen(home.district, home.liaison) == set(ids) - {"Advice", "HeadCount"}
    for account in (None, town.outsider, town.neighbour):
        assert seen(home.district, account) == set()
    for account in (None, town.next_door.secretary, home.secretary):
        assert seen(town.next_door.district, account) == set()
