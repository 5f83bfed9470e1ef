import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.embedded.ports import free_port
from deploy.embedded.processes import ours
from deploy.env import CHECKOUT
from tests.deploy.instances import Instance

pytestmark = pytest.mark.full


@contextmanager
def started(data: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """`deploy/up` without --detach, as in a terminal; its log lines go to a file beside the data."""
    command = [sys.executable, str(CHECKOUT / "deploy" / "up"), f"--data={data}", f"--port={port}", "--json"]
    with (
        open(f"{data}.log", "w") as log,
        subprocess.Popen([*command, "--sample=none"], stdout=subprocess.PIPE, stderr=log, text=True) as up,
    ):
        try:
            yield up
        finally:
            up.kill()  # nothing, when it has ended as it should


def test_ctrl_c_stops_everything_that_the_foreground_started(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with started(data, port) as up:
        assert up.stdout is not None
        told = json.loads(up.stdout.readline())
        with urllib.request.urlopen(told["url"] + "/readyz") as answer:
            assert answer.status == 200
        up.send_signal(signal.SIGINT)
        assert up.wait(120) == 0
    assert ours(data) == []
    assert "Traceback" not in (tmp_path / "data.log").read_text()


def test_ctrl_c_leaves_what_ran_before(instance: Instance) -> None:
    before = instance.lasting()
    with started(instance.data, instance.port) as up:
        assert up.stdout is not None
        assert json.loads(up.stdout.readline())["url"] == instance.url
        up.send_signal(signal.SIGINT)
        assert up.wait(60) == 0
    assert instance.lasting() == before
