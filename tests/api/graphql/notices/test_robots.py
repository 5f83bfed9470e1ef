"""The secretariat keeps the district's robots; nobody else, and nobody sees a secret again."""

from collections.abc import Callable
from typing import Any

import pytest

from alliance.notices.models import Delivery, Robot, RobotSecret
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, IdempotencyKey, OutboxEvent
from tests.alliance.notices.platforms import ADDRESSES, DINGTALK_SECRET
from tests.alliance.notices.telling import FOR_GROUPS, HAPPENED
from tests.factories.town import Town

ROBOT = "id kind label kinds isActive spokeAt error"
ROBOTS = f"{{ robots {{ {ROBOT} }} }}"
ADD = f"""mutation($input: AddRobotInput!) {{
  addRobot(input: $input) {{ robot {{ {ROBOT} }} errors {{ code path }} }} }}"""
REMOVE = """mutation($input: RobotInput!) { removeRobot(input: $input) {
  robot { isActive } errors { code path } } }"""
TRY = """mutation($input: RobotInput!) { testRobot(input: $input) { robot { id } errors { code path } } }"""


def acting(town: Town, **said: Any) -> dict[str, Any]:
    return {"actingAs": encode("Mandate", town.home.secretary_mandate.id), **said}


def a_robot(town: Town, **said: Any) -> dict[str, Any]:
    return acting(town, **({"kind": "WECOM", "label": "联盟工作群", "address": ADDRESSES["WECOM"]} | said))


def written(town: Town) -> list[int]:
    with scope(town.home.district):
        tables: tuple[Any, ...] = (Robot, RobotSecret, Delivery, Act, OutboxEvent, IdempotencyKey)
        return [table.objects.count() for table in tables]


def test_added_listed_tried_and_removed(town: Town, ask: Callable[..., Any]) -> None:
    asking = ask(town.home.district, town.home.secretary)
    said = a_robot(
        town,
        kind="DINGTALK",
        address=ADDRESSES["DINGTALK"],
        secret=DINGTALK_SECRET,
        kinds=[FOR_GROUPS],
        idempotencyKey="k",
    )
    first, again = (asking.data(ADD, input=said)["addRobot"] for _ in range(2))
    assert first == again and first["errors"] == []
    robot = first["robot"]
    assert robot | {"id": ""} == {
        "id": "",
        "kind": "DINGTALK",
        "label": "联盟工作群",
        "kinds": [FOR_GROUPS],
        "isActive": True,
        "spokeAt": None,
        "error": None,
    }
    assert asking.data(ROBOTS) == {"robots": [robot]}
    tried = asking.data(TRY, input=acting(town, id=robot["id"]))["testRobot"]
    assert tried == {"robot": {"id": robot["id"]}, "errors": []}
    with scope(town.home.district):
        assert Delivery.objects.get().channel == "ROBOT"
        assert OutboxEvent.objects.filter(consumer="notices").exists()
    gone = asking.data(REMOVE, input=acting(town, id=robot["id"]))["removeRobot"]
    assert gone == {"robot": {"isActive": False}, "errors": []}
    assert asking.data(ROBOTS) == {"robots": []}
    [error] = asking.data(TRY, input=acting(town, id=robot["id"]))["testRobot"]["errors"]
    assert error == {"code": "NOT_FOUND", "path": ["id"]}


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"address": "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678"}, None, ["address"]),
        (
            {"address": "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=12345678"},
            None,
            None,
        ),
        ({"address": "https://user@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678"}, None, None),
        ({"address": "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=12345678"}, None, None),
        ({"address": "https://127.0.0.1/cgi-bin/webhook/send?key=12345678"}, None, None),
        ({"address": "https://[::1/"}, None, None),
        ({"address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"}, None, None),
        ({"address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a/../../x12345"}, None, None),
        ({"address": ADDRESSES["FEISHU"]}, None, None),
        ({"kind": "FEISHU", "address": f"{ADDRESSES['FEISHU']}/../x"}, None, None),
        ({"address": ""}, None, None),
        ({"secret": "SEC12345678"}, "OUT_OF_RANGE", ["secret"]),
        ({"kind": "DINGTALK", "address": ADDRESSES["DINGTALK"], "secret": "x y"}, "OUT_OF_RANGE", ["secret"]),
        ({"label": "  "}, "REQUIRED", ["label"]),
        ({"label": "长" * 61}, "TOO_LONG", ["label"]),
        ({"kinds": [FOR_GROUPS, HAPPENED]}, "NOT_FOUND", ["kinds", "1"]),
        ({"kinds": ["no.such"]}, "NOT_FOUND", ["kinds", "0"]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    town: Town, ask: Callable[..., Any], said: dict[str, Any], code: str | None, path: list[str] | None
) -> None:
    before = written(town)
    answered = ask(town.home.district, town.home.secretary).data(ADD, input=a_robot(town, **said))["addRobot"]
    error = {"code": code or "ADDRESS_INVALID", "path": path or ["address"]}
    assert answered == {"robot": None, "errors": [error]}
    assert written(town) == before


def test_the_same_chat_is_not_added_twice(town: Town, ask: Callable[..., Any]) -> None:
    asking = ask(town.home.district, town.home.secretary)
    asking.data(ADD, input=a_robot(town))
    before = written(town)
    [error] = asking.data(ADD, input=a_robot(town, label="又一个"))["addRobot"]["errors"]
    assert error["code"] == "ALREADY_ADDED" and written(town) == before


@pytest.mark.parametrize("who", ["public", "liaison", "manager", "neighbour"])
def test_whoever_is_not_the_secretariat_may_not(town: Town, ask: Callable[..., Any], who: str) -> None:
    home = town.home
    kept = ask(home.district, home.secretary).data(ADD, input=a_robot(town))["addRobot"]["robot"]["id"]
    account, mandate = {
        "public": (None, home.secretary_mandate),
        "liaison": (home.liaison, home.mandate),
        "manager": (home.manager, home.manager_mandate),
        "neighbour": (town.next_door.secretary, town.next_door.secretary_mandate),
    }[who]
    asking, before = ask(home.district, account), written(town)
    as_them = {"actingAs": encode("Mandate", mandate.id)}
    refused = [{"code": "FORBIDDEN", "path": ["actingAs"]}]
    assert asking.data(ADD, input=a_robot(town) | as_them)["addRobot"]["errors"] == refused
    for query, name in ((REMOVE, "removeRobot"), (TRY, "testRobot")):
        assert asking.data(query, input={**as_them, "id": kept})[name]["errors"] == refused
    assert asking.data(ROBOTS) == {"robots": None}
    assert asking.data("query($id: ID!) { node(id: $id) { id } }", id=kept) == {"node": None}
    assert written(town) == before


def test_another_districts_robot_is_not_there(town: Town, ask: Callable[..., Any]) -> None:
    kept = ask(town.home.district, town.home.secretary).data(ADD, input=a_robot(town))
    id = kept["addRobot"]["robot"]["id"]
    theirs = {"actingAs": encode("Mandate", town.next_door.secretary_mandate.id), "id": id}
    asking = ask(town.next_door.district, town.next_door.secretary)
    [error] = asking.data(REMOVE, input=theirs)["removeRobot"]["errors"]
    assert error == {"code": "NOT_FOUND", "path": ["id"]}
    assert asking.data(ROBOTS) == {"robots": []}
