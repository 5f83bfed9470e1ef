"""`deploy/test`: services of their own, then pytest. Ruff and mypy are among the tests."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from deploy.embedded.folders import Folders
from deploy.embedded.processes import stop
from deploy.embedded.programs import elasticsearch
from deploy.embedded.refusal import Refusal
from deploy.embedded.services import start_services
from deploy.env import CHECKOUT

DATA = CHECKOUT / "var" / "test"
# Two processes: what the smallest machine we promise has as cores. One file stays in one process.
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadfile", "-q")


def pytest_command(arguments: list[str]) -> list[str]:
    """The command for `deploy/test`'s arguments; `--full` is ours, all others are pytest's."""
    given = [argument for argument in arguments if argument != "--full"]
    chosen = [] if "--full" in arguments else ["-m", "not full"]
    return [sys.executable, *PYTEST, *chosen, *given]


def _end(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Start, test, stop. Returns pytest's exit code; its closing line is the last one printed."""
    folders = Folders(DATA)
    folders.create()
    with open(folders.data / "test.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("Another deploy/test is running in this checkout.") from error
        signal.signal(signal.SIGTERM, _end)
        try:
            return _test(folders)
        finally:
            stop(folders.data)


def _test(folders: Folders) -> int:
    # Whoever tests with it starts it; whatever an earlier run left in it is of no use.
    shutil.rmtree(folders.elasticsearch / "data", ignore_errors=True)
    start_services(folders, [elasticsearch(folders)], os.environ, lambda text: None, throwaway=True)
    environment = {**os.environ, "ALLIANCE_DATA": str(folders.data)}
    command = pytest_command(sys.argv[1:])
    print(f"Services run from {_short(folders.data)}; pytest follows.", flush=True)
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.send_signal(signal.SIGINT)
            return child.wait() or 130


def _short(folder: Path) -> str:
    return str(folder.relative_to(CHECKOUT))
