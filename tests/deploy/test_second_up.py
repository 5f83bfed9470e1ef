import json
import time

import pytest

from deploy.embedded.ports import free_port
from tests.deploy.instances import Instance, run

pytestmark = pytest.mark.full
SECONDS = 10


def test_a_second_up_is_quick_and_changes_nothing(instance: Instance) -> None:
    files, processes = instance.files(), instance.lasting()
    started = time.monotonic()
    told = instance.up()
    assert time.monotonic() - started < SECONDS
    assert told["url"] == instance.url
    assert instance.files() == files
    assert set(processes) <= set(instance.lasting())  # a worker may still be forking its child


def test_a_running_instance_keeps_its_address(instance: Instance) -> None:
    """Whoever uses it has that address; moving it would be neither quick nor harmless."""
    before = instance.lasting()
    for elsewhere in (f"--port={free_port()}", "--host=0.0.0.0"):
        done = run("up", f"--data={instance.data}", "--detach", "--sample=none", elsewhere)
        what, wished = elsewhere.removeprefix("--").split("=")
        assert done.returncode == 1 and done.stdout == ""
        assert f"stays there: leave --{what} out" in done.stderr and wished in done.stderr
        assert "Traceback" not in done.stderr
    assert set(before) <= set(instance.lasting())
    without = run("up", f"--data={instance.data}", "--detach", "--sample=none", "--json")
    assert json.loads(without.stdout)["url"] == instance.url


def test_down_ends_every_process_and_up_finds_everything_again(instance: Instance) -> None:
    instance.manage("district", "create", "harbour", "海港商圈")
    instance.down()
    assert instance.processes() == []
    instance.up()
    assert "海港商圈" in instance.get("/")


def test_the_secrets_are_for_their_owner_alone(instance: Instance) -> None:
    for name in ("instance.json", "secrets.json"):
        assert (instance.data / name).stat().st_mode & 0o077 == 0
