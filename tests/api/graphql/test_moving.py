"""A property manager moves people over GraphQL, asks who was where, and takes it back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act, Tenancy
from tests.factories.town import Side, Town

MOVE = """mutation($input: MoveInput!) { move(input: $input) {
  tenancy { id unit { label } since until } errors { path code message } } }"""
WHERE = (
    "query($day: Date) { tenancies(asOf: $day) { edges { node { enterprise { name } unit { label } } } } }"
)
ACTS = "{ acts(first: 1) { edges { node { id verb takenBack principal { label } } } } }"
TAKE_BACK = "mutation($input: TakeBackInput!) { takeBack(input: $input) { act { verb } errors { code } } }"


def moving(side: Side, **changed: Any) -> dict[str, Any]:
    asked = {
        "actingAs": encode("Mandate", side.manager_mandate.id),
        "tenancy": encode("Tenancy", side.tenancy.id),
        "unit": encode("Unit", side.empty_unit.id),
        "on": str(today()),
    }
    return {**asked, **changed}


def labels(answer: dict[str, Any]) -> list[str]:
    return [edge["node"]["unit"]["label"] for edge in answer["tenancies"]["edges"]]


def test_a_manager_moves_a_company_and_takes_it_back(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    manager = ask(home.district, home.manager)
    moved = manager.data(MOVE, input=moving(home))["move"]
    assert moved["errors"] == [] and moved["tenancy"]["unit"]["label"] == "1204"
    assert labels(manager.data(WHERE)) == ["1204"]
    assert labels(manager.data(WHERE, day=str(today() - timedelta(days=1)))) == ["1203"]
    [act] = [edge["node"] for edge in manager.data(ACTS)["acts"]["edges"]]
    assert (act["verb"], act["takenBack"], act["principal"]["label"]) == (
        "tenancy.move",
        False,
        home.office.name,
    )
    undo = {"actingAs": encode("Mandate", home.manager_mandate.id), "act": act["id"]}
    assert manager.data(TAKE_BACK, input=undo)["takeBack"]["errors"] == []
    assert labels(manager.data(WHERE)) == ["1203"]


def test_a_retry_with_the_same_key_moves_once(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    manager = ask(home.district, home.manager)
    asked = moving(home, idempotencyKey="once")
    first, second = (manager.data(MOVE, input=asked)["move"]["tenancy"]["id"] for _ in range(2))
    assert first == second
    with scope(home.district):
        assert Act.objects.filter(verb="tenancy.move").count() == 1


def test_liaison_neighbour_and_outsider_move_nobody_and_leave_no_act(
    town: Town, ask: Callable[..., Any]
) -> None:
    home, away = town.home, town.next_door
    attempts = [
        (home.liaison, encode("Mandate", home.mandate.id)),
        (away.manager, encode("Mandate", away.manager_mandate.id)),
        (town.outsider, encode("Mandate", home.manager_mandate.id)),
    ]
    for account, mandate in attempts:
        refused = ask(home.district, account).data(MOVE, input=moving(home, actingAs=mandate))["move"]
        assert [error["code"] for error in refused["errors"]] == ["FORBIDDEN"] and refused["tenancy"] is None
    with scope(home.district):
        assert not Act.objects.filter(verb="tenancy.move").exists()
        assert Tenancy.objects.get().unit_id == home.unit.id


def test_a_neighbours_unit_is_like_one_that_never_was(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    manager = ask(home.district, home.manager)
    foreign = manager.data(MOVE, input=moving(home, unit=encode("Unit", town.next_door.empty_unit.id)))[
        "move"
    ]
    invented = manager.data(MOVE, input=moving(home, unit=encode("Unit", home.district.id)))["move"]
    assert foreign == invented
    assert [error["code"] for error in foreign["errors"]] == ["NOT_FOUND"]


def test_a_move_to_where_one_is_already_is_refused_in_the_readers_language(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    taken = moving(home, unit=encode("Unit", home.unit.id))
    codes = [
        ask(home.district, home.manager, language).data(MOVE, input=taken)["move"]["errors"][0]
        for language in ("en", "zh-CN")
    ]
    assert {error["code"] for error in codes} == {"ALREADY_THERE"}
    assert codes[0]["message"] != codes[1]["message"]


def test_acts_are_for_those_who_did_them_and_the_secretariat(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    ask(home.district, home.manager).data(MOVE, input=moving(home))
    assert ask(home.district, home.secretary).data(ACTS)["acts"]["edges"] != []
    for account in (home.liaison, town.neighbour, town.outsider, None):
        assert ask(home.district, account).data(ACTS)["acts"]["edges"] == []


SPLIT = "mutation($input: SplitUnitInput!) { splitUnit(input: $input) { unit { label } errors { code } } }"


def test_a_manager_splits_a_unit_that_nobody_is_on_once_even_if_asked_twice(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    manager = ask(home.district, home.manager)
    asked = {
        "actingAs": encode("Mandate", home.manager_mandate.id),
        "into": [{"label": "1204A", "areaM2": 40}, {"label": "1204B", "areaM2": 60}],
        "on": str(today()),
    }
    empty, taken = encode("Unit", home.empty_unit.id), encode("Unit", home.unit.id)
    once = {**asked, "unit": empty, "idempotencyKey": "wall"}
    for _ in range(2):
        assert manager.data(SPLIT, input=once)["splitUnit"]["unit"]["label"] == "1204A"
    again = manager.data(SPLIT, input={**asked, "unit": taken})["splitUnit"]
    assert again["errors"] == [{"code": "OCCUPIED"}]


MOVE_IN = """
mutation($input: MoveInInput!) { moveIn(input: $input) { tenancy { id } errors { path code } } }
"""


def test_what_the_database_found_taken_is_named_by_the_field_that_asked_for_it(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    asked = {
        "actingAs": encode("Mandate", home.manager_mandate.id),
        "enterprise": encode("Enterprise", home.enterprise.id),
        "unit": encode("Unit", home.unit.id),
        "since": str(today()),
    }
    manager = ask(home.district, home.manager)
    [taken] = manager.data(MOVE_IN, input=asked)["moveIn"]["errors"]
    assert taken == {"path": ["unit"], "code": "ALREADY_THERE"}
    backwards = asked | {"until": "2020-01-01"}
    [wrong] = manager.data(MOVE_IN, input=backwards)["moveIn"]["errors"]
    assert wrong == {"path": ["until"], "code": "BEFORE_START"}
