"""Local readings over GraphQL: read under any mandate, set by the secretariat."""

from collections.abc import Callable
from typing import Any

import pytest

from api.graphql.ids import encode
from tenants.actions.readings import set_local_reading
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Act, LocalReading, OutboxEvent
from tests.factories.town import Town

SET = """mutation($input: SetLocalReadingInput!) { setLocalReading(input: $input) {
  localReading { id phrase reading otherwise } errors { code path } } }"""
REMOVE = """mutation($input: RemoveLocalReadingInput!) { removeLocalReading(input: $input) {
  act { id verb } errors { code path } } }"""
UNDO = "mutation($input: UndoInput!) { undo(input: $input) { act { id } errors { code } } }"
LIST = "{ localReadings { id phrase reading otherwise } }"


def do(asking: Any, mutation: str, mandate: Any, **said: Any) -> Any:
    answer = asking.data(mutation, input={"actingAs": encode("Mandate", mandate), **said})
    return next(iter(answer.values()))


def test_the_secretariat_sets_removes_and_takes_back(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    secretary, mandate = ask(home.district, home.secretary), home.secretary_mandate.id
    made = do(secretary, SET, mandate, phrase="單縣", reading="chan2 xian4")["localReading"]
    assert (made["phrase"], made["reading"], made["otherwise"]) == ("单县", "chan2 xian4", "shan4 xian4")
    assert do(secretary, SET, mandate, phrase="长清")["localReading"]["reading"] is None
    assert [one["phrase"] for one in secretary.data(LIST)["localReadings"]] == ["单县", "长清"]
    removed = do(secretary, REMOVE, mandate, localReading=made["id"])["act"]
    assert removed["verb"] == "local_reading.remove"
    assert [one["phrase"] for one in secretary.data(LIST)["localReadings"]] == ["长清"]


def test_a_reading_that_is_none_is_refused_where_it_stands(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    secretary, mandate = ask(home.district, home.secretary), home.secretary_mandate.id
    for said, refused in (
        ({"phrase": "abc", "reading": "a1"}, ("PHRASE_INVALID", ["phrase"])),
        ({"phrase": "单县", "reading": "shan4"}, ("READING_INVALID", ["reading"])),
    ):
        answer = do(secretary, SET, mandate, **said)
        assert answer["localReading"] is None
        assert [(one["code"], one["path"]) for one in answer["errors"]] == [refused]


def test_everybody_else_sets_nothing(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        entry = set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
        before = Act.objects.count(), OutboxEvent.objects.count(), list(LocalReading.objects.values())
    theirs = encode("LocalReading", entry)
    for asker, mandate in (
        (ask(home.district, home.liaison), home.mandate.id),
        (ask(home.district, home.manager), home.manager_mandate.id),
        (ask(home.district, town.neighbour), town.next_door.mandate.id),
        (ask(home.district, town.outsider), home.secretary_mandate.id),
    ):
        for mutation, said in (
            (SET, {"phrase": "乐天", "reading": "le4 tian1"}),
            (REMOVE, {"localReading": theirs}),
        ):
            [error] = do(asker, mutation, mandate, **said)["errors"]
            assert error["code"] == "FORBIDDEN"
    next_door = town.next_door
    there = ask(next_door.district, next_door.secretary)
    [error] = do(there, REMOVE, next_door.secretary_mandate.id, localReading=theirs)["errors"]
    assert error["code"] == "NOT_FOUND"
    with scope(home.district):
        assert (
            Act.objects.count(),
            OutboxEvent.objects.count(),
            list(LocalReading.objects.values()),
        ) == before


@pytest.mark.parametrize("who", ["public", "outsider", "neighbour"])
def test_without_a_mandate_here_the_table_is_not_read(town: Town, ask: Callable[..., Any], who: str) -> None:
    with scope(town.home.district):
        entry = set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
    account = None if who == "public" else getattr(town, who)
    asker = ask(town.home.district, account)
    assert asker.data(LIST) == {"localReadings": None}
    node = "query($id: ID!) { node(id: $id) { id } }"
    assert asker.data(node, id=encode("LocalReading", entry)) == {"node": None}
    insider = ask(town.home.district, town.insider)
    assert len(insider.data(LIST)["localReadings"]) == 1


def test_the_list_costs_the_same_however_long(town: Town, ask: Callable[..., Any]) -> None:
    asker = ask(town.home.district, town.home.secretary)
    spent = []
    for phrases in ("甲", "乙丙丁戊己"):
        with scope(town.home.district):
            for phrase in phrases:
                set_local_reading(by=OPERATOR, phrase=phrase, reading="jia3")
        asker.data(LIST)
        spent.append(asker.statements)
    assert spent[0] == spent[1]
