"""Group robots: what they say, how fast, what their platforms answer, and that their secrets stay secret."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from alliance.notices.actions.robots import add_robot, remove_robot, try_robot
from alliance.notices.events import follow
from alliance.notices.models import Delivery, Robot, RobotKind, RobotSecret
from alliance.notices.rules.robots import PLATFORMS
from alliance.notices.sending.robots import next_speech_in, send_speeches
from alliance.notices.speaking import speak
from alliance.notices.tasks import send_due_of
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, ActChange
from tests.alliance.notices.platforms import ADDRESSES, DINGTALK_TOKEN, REFUSALS, SECRETS, Platforms
from tests.alliance.notices.telling import FOR_GROUPS, HAPPENED, relayed, told
from tests.factories.town import Side, Town

NOON = datetime.fromisoformat("2026-03-02T12:00:00+08:00")
KINDS = sorted(ADDRESSES)


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> Any:
    time_machine.move_to(NOON, tick=True)
    return time_machine


def a_robot(side: Side, kind: str, **how: Any) -> Robot:
    asked = {"address": ADDRESSES[kind], "signing": SECRETS[kind], "label": "联盟工作群", **how}
    with scope(side.district):
        return Robot.objects.get(id=add_robot(by=side.as_secretary, kind=RobotKind(kind), **asked))


def tell(side: Side, **how: Any) -> None:
    with scope(side.district):
        told(side, **{"kind": FOR_GROUPS, **how})
    relayed()


def send(side: Side) -> None:
    send_due_of(str(side.district.id))


def error_of(side: Side, robot: Robot) -> str:
    with scope(side.district):
        return Robot.objects.get(id=robot.id).error


def deliveries(side: Side) -> list[Delivery]:
    with scope(side.district):
        return list(Delivery.objects.order_by("id"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_robot_says_what_is_for_groups_signed_as_its_platform_wants(
    town: Town, platforms: Platforms, kind: str
) -> None:
    a_robot(town.home, kind)
    tell(town.home)
    tell(town.home, kind=HAPPENED)
    send(town.home)
    [(platform, text, _moment)] = platforms.said
    link = f"https://alliance.example/d/home/things/{encode('Enterprise', town.home.enterprise.id)}"
    assert platform == kind and text == f"大家好：路演厅\n面向全体：路演厅。\n{link}"
    [row] = deliveries(town.home)
    assert row.sent_at is not None
    with scope(town.home.district):
        assert Robot.objects.get().spoke_at is not None


@pytest.mark.parametrize("kind", KINDS)
def test_too_fast_is_a_failure_and_is_said_after_a_pause(
    town: Town, platforms: Platforms, noon: Any, kind: str
) -> None:
    """HTTP 200 with an error code: apprise's own plugins call it sent, and the message would be lost."""
    robot = a_robot(town.home, kind)
    tell(town.home)
    code, text = REFUSALS[kind]
    named = {"code": code, "msg": text} if kind == "FEISHU" else {"errcode": code, "errmsg": text}
    platforms.answer = (200, named)
    send(town.home)
    [row] = deliveries(town.home)
    assert row.sent_at is None and row.error == error_of(town.home, robot) == f"{code} {text}"
    platforms.answer = None
    tell(town.home, title="zwei")  # what comes meanwhile keeps silent too
    send(town.home)
    assert platforms.said == [] and len(platforms.asked) == 1
    for seconds in (5, 15):
        noon.move_to(NOON + PLATFORMS[kind].pause + timedelta(seconds=seconds))
        send(town.home)
    assert len(platforms.said) == 2 and error_of(town.home, robot) == ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, {}, "HTTP 500"),
        (429, {}, "HTTP 429"),
        (302, {}, "HTTP 302"),
        (200, b"<html>a captive portal</html>", "not understood"),
        (200, {}, "not understood"),
        (200, [], "not understood"),
    ],
)
def test_every_other_answer_is_a_failure_too(
    platforms: Platforms, kind: str, status: int, body: Any, error: str
) -> None:
    platforms.answer = (status, body)
    answer = speak(kind, token="0123456789", signing="", text="x")
    assert answer.error == error and answer.too_fast == (status == 429)
    assert len(platforms.asked) == 1  # no redirect was followed


@pytest.mark.parametrize("kind", KINDS)
def test_a_robot_that_is_not_there_says_so_and_tells_no_secret(
    town: Town, platforms: Platforms, kind: str
) -> None:
    robot = a_robot(town.home, kind, address=ADDRESSES[kind][:-1] + "9")
    tell(town.home)
    send(town.home)
    with scope(town.home.district):
        token = RobotSecret.objects.get().token
    error = error_of(town.home, robot)
    assert error.split()[0] in ("93000", "300001", "19001") and token not in error


def test_nobody_at_that_host_tells_no_secret_either(town: Town, settings: Any) -> None:
    settings.ROBOT_HOSTS = {"WECOM": "http://127.0.0.1:9"}
    robot = a_robot(town.home, "WECOM")
    tell(town.home)
    send(town.home)
    assert error_of(town.home, robot) == "ConnectionError"


def test_a_secret_that_signs_wrongly_is_told_by_the_platform(town: Town, platforms: Platforms) -> None:
    robot = a_robot(town.home, "DINGTALK", signing="SECsomethingelse")
    tell(town.home)
    send(town.home)
    assert error_of(town.home, robot) == "310000 sign not match"


def test_the_hosts_are_the_platforms_own_unless_a_test_says_otherwise(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(address: str, **how: Any) -> Any:
        asked.append(address)
        assert how["allow_redirects"] is False and how["verify"] is True
        raise requests.ConnectionError

    monkeypatch.setattr("alliance.notices.speaking.answers.requests.post", noted)
    assert settings.ROBOT_HOSTS == {}
    for kind in KINDS:
        speak(kind, token="0123456789", signing="", text="x")
    hosts = [address.split("/")[2] for address in asked]
    assert hosts == ["oapi.dingtalk.com", "open.feishu.cn", "qyapi.weixin.qq.com"]


def test_long_hanzi_fit_into_what_wecom_takes_and_the_link_stays(town: Town, platforms: Platforms) -> None:
    a_robot(town.home, "WECOM")
    tell(town.home, title="会" * 900)
    send(town.home)
    [text] = platforms.texts()
    assert len(text.encode()) <= 2048 and text.splitlines()[-1].startswith("https://alliance.example/")


def test_a_robot_may_speak_some_kinds_only(town: Town, platforms: Platforms) -> None:
    a_robot(town.home, "WECOM", kinds=[FOR_GROUPS])
    deaf = a_robot(town.home, "FEISHU", kinds=[FOR_GROUPS])
    with scope(town.home.district):
        Robot.objects.filter(id=deaf.id).update(kinds=["something.else"])
    tell(town.home)
    send(town.home)
    assert [platform for platform, _text, _moment in platforms.said] == ["WECOM"]


def test_a_message_is_said_once_however_often_it_is_planned(town: Town, platforms: Platforms) -> None:
    a_robot(town.home, "FEISHU")
    with scope(town.home.district):
        notice = told(town.home, kind=FOR_GROUPS)
    for _again in range(3):
        follow(town.home.district.id, [notice.id])
        send(town.home)
    assert len(platforms.said) == 1


def test_at_night_a_chat_is_left_in_peace_but_a_trial_is_heard_at_once(
    town: Town, platforms: Platforms, noon: Any
) -> None:
    noon.move_to(NOON.replace(hour=23))
    robot = a_robot(town.home, "WECOM")
    tell(town.home)
    send(town.home)
    assert platforms.said == []
    with scope(town.home.district):
        try_robot(by=town.home.as_secretary, robot_id=robot.id)
    relayed()
    send(town.home)
    [text] = platforms.texts()
    assert "联盟工作群" in text and "测试" in text


def test_removed_it_is_silent_and_its_secret_is_gone(town: Town, platforms: Platforms) -> None:
    robot = a_robot(town.home, "WECOM")
    tell(town.home)
    with scope(town.home.district):
        remove_robot(by=town.home.as_secretary, robot_id=robot.id)
        assert not RobotSecret.objects.exists()
    send(town.home)
    assert platforms.asked == [] and all(row.given_up_at for row in deliveries(town.home))
    a_robot(town.home, "WECOM")  # the same address may be added again


def test_a_message_of_the_day_before_is_not_said_any_more(
    town: Town, platforms: Platforms, noon: Any
) -> None:
    a_robot(town.home, "WECOM")
    tell(town.home)
    platforms.answer = (500, {})
    noon.move_to(NOON + timedelta(hours=25))
    send(town.home)
    [row] = deliveries(town.home)
    assert row.given_up_at is not None and row.error == "HTTP 500"


def test_no_act_remembers_a_secret(town: Town) -> None:
    a_robot(town.home, "DINGTALK")
    with scope(town.home.district):
        assert Act.objects.filter(verb="robot.add").exists()
        kept = str(list(ActChange.objects.values_list("before", "after")))
    assert SECRETS["DINGTALK"] not in kept and DINGTALK_TOKEN not in kept


def test_the_next_worker_is_called_when_the_robot_may_speak_again(
    town: Town, platforms: Platforms, no_broker: list[Any]
) -> None:
    a_robot(town.home, "WECOM")
    for title in "甲乙":
        tell(town.home, title=title)
    no_broker.clear()
    send(town.home)
    [(district, how)] = no_broker
    assert district == town.home.district.id and 2.5 < how["after"] <= 3.25
    assert len(platforms.said) == 1


def test_the_neighbours_robots_hear_nothing(town: Town, platforms: Platforms) -> None:
    a_robot(town.next_door, "WECOM")
    tell(town.home)
    assert send_speeches(town.next_door.district.id) == send_speeches(town.home.district.id) == 0
    assert next_speech_in(town.next_door.district.id) is None and platforms.asked == []
    a_robot(town.home, "WECOM")  # two districts may speak to one chat
