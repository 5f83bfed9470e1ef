import time

import pytest

from tests.deploy.instances import Instance

pytestmark = pytest.mark.full
SECONDS = 10


def test_a_second_up_is_quick_and_changes_nothing(instance: Instance) -> None:
    files, processes = instance.files(), instance.lasting()
    started = time.monotonic()
    told = instance.up()
    assert time.monotonic() - started < SECONDS
    assert told["url"] == instance.url
    assert instance.files() == files
    assert instance.lasting() == processes


def test_down_ends_every_process_and_up_finds_everything_again(instance: Instance) -> None:
    instance.manage("district", "create", "harbour", "海港商圈")
    instance.down()
    assert instance.processes() == []
    instance.up()
    assert "海港商圈" in instance.get("/")


def test_the_secrets_are_for_their_owner_alone(instance: Instance) -> None:
    for name in ("instance.json", "secrets.json"):
        assert (instance.data / name).stat().st_mode & 0o077 == 0
