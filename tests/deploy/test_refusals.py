"""What stops `deploy/up`: one plain sentence on stderr, a non-zero exit, no traceback."""

import errno
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.elasticsearch import home
from deploy.elasticsearch.node import Node, require_ports
from deploy.embedded.folders import Folders
from deploy.embedded.ports import free_port
from deploy.embedded.processes import ours
from deploy.embedded.python_version import too_old
from deploy.embedded.refusal import Refusal, sentence_of
from deploy.env import CHECKOUT
from tests.deploy.instances import run
from tests.search.server import skip_without_java

NOBODY = 65534


def refused(done: Any) -> str:
    """The one sentence a refused command said."""
    assert done.returncode not in (0, None)
    assert done.stdout == ""
    lines = str(done.stderr).strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].endswith(".")
    return lines[0]


def test_a_used_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("up", f"--data={tmp_path}/data", f"--port={port}", "--detach", "--sample=none")
    assert f"Port {port}" in refused(done)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    done = run("up", f"--data={tmp_path}/data", f"--port={free_port()}", "--detach", "--sample=none")
    assert f"{tmp_path}/data" in refused(done)


def test_a_folder_that_cannot_be_entered_is_named() -> None:
    # Root enters every folder: a child of ours steps down to somebody who may not.
    program = (
        "import os, sys; from pathlib import Path\n"
        "from deploy.embedded.folders import Folders; from deploy.embedded.refusal import plainly\n"
        f"os.getuid() == 0 and os.setuid({NOBODY})\n"
        "sys.exit(plainly(lambda: Folders(Path(sys.argv[1])).create() or 0))"
    )
    with tempfile.TemporaryDirectory() as closed:
        os.chmod(closed, 0o000)
        done = subprocess.run(
            [sys.executable, "-c", program, f"{closed}/data"],
            cwd=CHECKOUT, check=False, capture_output=True, text=True,
        )  # fmt: skip
        os.chmod(closed, 0o700)
    assert "cannot be read or written" in refused(done)
    assert closed in done.stderr


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    """A real one: a file system of two megabytes, mounted for this child alone."""
    script = f'mount -t tmpfs -o size=2m tmpfs "{tmp_path}" && exec "$@"'
    up = [sys.executable, str(CHECKOUT / "deploy" / "up"), f"--data={tmp_path}/data", "--detach"]
    apart = ["unshare", *(["-r"] if os.getuid() else []), "-m", "sh", "-c", script, "sh"]
    done = subprocess.run([*apart, *up, f"--port={free_port()}"], check=False, capture_output=True, text=True)
    assert "full" in refused(done)


def test_a_disk_that_fills_while_we_work_is_named_too() -> None:
    sentence = sentence_of(OSError(errno.ENOSPC, "No space left on device", "/data/x"))
    assert sentence.startswith("The disk is full (/data/x)")


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 8, 10), (3, 10, 14)])
def test_a_python_that_is_too_old_is_told_so(version: tuple[int, ...]) -> None:
    sentence = too_old(version)
    assert "3.11" in sentence and f"{version[0]}.{version[1]}" in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_taken(version: tuple[int, ...]) -> None:
    assert too_old(version) is None


def test_what_an_old_python_reads_first_has_no_new_syntax() -> None:
    """The executable and the version check are all that is read before the check."""
    import ast

    for file in ("up", "down", "test", "bench", "embedded/python_version.py", "embedded/__init__.py"):
        ast.parse((CHECKOUT / "deploy" / file).read_text(), feature_version=(3, 4))


@pytest.mark.parametrize(
    ("programs", "sentence"),
    [
        ({}, "needs a JDK 17"),
        ({"java": "", "javac": "echo javac 11.0.2"}, "on this machine is 11"),
        ({"java": "", "javac": "echo javac 21.0.1"}, "Maven, which is not here"),
    ],
)
def test_elasticsearch_without_what_it_needs_is_refused_before_anything_is_installed(
    tmp_path: Path, programs: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, script in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(home, "SHARED", tmp_path)
    with pytest.raises(Refusal, match=sentence):
        home.require()


def test_a_search_engine_elsewhere_and_one_of_ours_are_refused_together(tmp_path: Path) -> None:
    skip_without_java()
    done = run(
        "up", f"--data={tmp_path}/data", f"--port={free_port()}", "--search=elasticsearch",
        environment={"SEARCH_URL": "elasticsearch://search.example:9200/alliance"},
    )  # fmt: skip
    assert "leave --search out" in refused(done)
    assert not ours(tmp_path / "data")


def test_a_port_of_elasticsearch_that_is_used_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        node = Node(tmp_path, tmp_path / "node.log", "alone", taken, free_port(), {})
        with pytest.raises(Refusal, match=f"port {taken} is used by another process"):
            require_ports(node, patience=0)


@pytest.fixture
def of_another_user() -> Iterator[Path]:
    """A data folder as `up` leaves it, of somebody who is not NOBODY."""
    with tempfile.TemporaryDirectory() as around:
        os.chmod(around, 0o755)
        folders = Folders(Path(around) / "data")
        folders.create()
        folders.data.chmod(0o755)
        (folders.data / "instance.json").touch(mode=0o600)
        yield folders.data


def as_nobody(*arguments: str, data: Path) -> Any:
    """Run one of our commands as another user, who may read the checkout."""
    step_down = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    look = [*step_down, sys.executable, "-c", "open('manage.py')"]
    if os.getuid() or subprocess.run(look, cwd=CHECKOUT, check=False, capture_output=True).returncode:
        pytest.skip("needs root, and a checkout that others can read")
    return subprocess.run(
        [*step_down, sys.executable, *arguments], cwd=CHECKOUT, env=os.environ | {"ALLIANCE_DATA": str(data)},
        check=False, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_down_does_not_say_that_another_user_s_instance_is_stopped(of_another_user: Path, mode: int) -> None:
    of_another_user.chmod(mode)
    done = as_nobody("deploy/down", f"--data={of_another_user}", data=of_another_user)
    assert "belongs to another user" in refused(done)


@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_a_command_on_another_user_s_instance_says_whose_it_is(of_another_user: Path, mode: int) -> None:
    of_another_user.chmod(mode)
    done = as_nobody("manage.py", "outbox", data=of_another_user)
    assert "belongs to another user" in refused(done)


def test_down_says_so_when_nothing_runs(tmp_path: Path) -> None:
    done = run("down", f"--data={tmp_path}")
    assert done.returncode == 0
    assert "Nothing was running" in done.stdout
