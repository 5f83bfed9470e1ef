"""Several workers at once, each on a connection of its own: everything leaves once, and not too fast."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from alliance.notices.actions.preferring import set_preferences
from alliance.notices.actions.robots import add_robot
from alliance.notices.events import follow
from alliance.notices.models import Delivery
from alliance.notices.rules.robots import PLATFORMS
from alliance.notices.sending.mail import send_mail
from alliance.notices.sending.robots import send_speeches
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.alliance.notices.platforms import ADDRESSES, SECRETS, Platforms
from tests.alliance.notices.relay import Relay
from tests.alliance.notices.telling import FOR_GROUPS, told
from tests.factories.town import Town


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to("2026-03-02T12:00:00+08:00", tick=True)


def at_once(task: Callable[[], Any], workers: int = 4) -> None:
    start, errors = threading.Barrier(workers), []

    def run() -> None:
        try:
            start.wait()
            task()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []


def test_each_letter_leaves_once(town: Town, relay: Relay) -> None:
    home = town.home
    Account.objects.filter(pk=home.liaison.pk).update(email="insider@example.org")
    with scope(home.district):
        notices = [told(home, title=str(number)).id for number in range(24)]
    at_once(lambda: follow(home.district.id, notices))  # planned by four, too
    at_once(lambda: send_mail(home.district.id))
    send_mail(home.district.id)
    subjects = sorted(str(letter["Subject"]) for letter in relay.letters)
    assert len(subjects) == len(set(subjects)) == 24


def test_a_digest_is_one_letter_whoever_comes_for_it(town: Town, relay: Relay, time_machine: Any) -> None:
    home = town.home
    Account.objects.filter(pk=home.liaison.pk).update(email="insider@example.org")
    with scope(home.district):
        set_preferences(account_id=home.liaison.pk, changes={"mail": "DIGEST", "digest_hour": 18})
        notices = [told(home, title=str(number)).id for number in range(12)]
    follow(home.district.id, notices)
    time_machine.move_to("2026-03-02T18:00:01+08:00", tick=True)
    at_once(lambda: send_mail(home.district.id))
    assert len(relay.letters) == 1
    with scope(home.district):
        assert not Delivery.objects.filter(sent_at=None).exists()


def test_a_robot_keeps_its_pace_over_all_workers(town: Town, platforms: Platforms) -> None:
    home, messages = town.home, 6
    with scope(home.district):
        asked = {"address": ADDRESSES["FEISHU"], "signing": SECRETS["FEISHU"], "label": "群"}
        add_robot(by=home.as_secretary, kind="FEISHU", **asked)  # type: ignore[arg-type]
        notices = [told(home, kind=FOR_GROUPS, title=str(number)).id for number in range(messages)]
    follow(home.district.id, notices)
    until = time.monotonic() + 20

    def work() -> None:
        while len(platforms.said) < messages and time.monotonic() < until:
            send_speeches(home.district.id)
            time.sleep(0.01)

    at_once(work)
    moments = [moment for _platform, _text, moment in platforms.said]
    gaps = [later - earlier for earlier, later in zip(moments, moments[1:], strict=False)]
    assert len(set(platforms.texts())) == len(moments) == messages
    # At most five a second; a message may be a little longer on its way than the next.
    assert min(gaps) > PLATFORMS["FEISHU"].gap.total_seconds() - 0.15


@pytest.mark.parametrize(("kind", "most"), [("WECOM", 20), ("DINGTALK", 20), ("FEISHU", 100)])
def test_no_minute_holds_more_than_the_platform_allows(kind: str, most: int) -> None:
    """Even where the first message took five seconds to arrive and the last one none."""
    assert PLATFORMS[kind].gap.total_seconds() * most - 5 >= 60
