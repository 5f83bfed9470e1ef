"""What a command checks before anything is installed, and its way into the environment.

Standard library only. The second stage is the command's `main`, imported inside the environment.
"""

import sys
from importlib import import_module

from deploy.elasticsearch.home import require
from deploy.embedded.environment import enter, is_current
from deploy.embedded.folders import Folders, require_own
from deploy.embedded.options import DEFAULT_HOST, DEFAULT_PORT, down_options, up_options
from deploy.embedded.ports import require_free
from deploy.embedded.processes import ours, stop
from deploy.embedded.refusal import plainly


def _check_up() -> None:
    """Say no before the long installation rather than after it."""
    options = up_options(sys.argv[1:])
    if options.search == "elasticsearch":
        require()
    folders = Folders(options.data)
    folders.create()
    folders.require_space()
    if not ours(folders.data):
        require_free(options.host or DEFAULT_HOST, options.port or DEFAULT_PORT)


def _down() -> int:
    data = down_options(sys.argv[1:])
    require_own(data)
    print("Stopped." if stop(data) else f"Nothing was running from {data}.")
    return 0


def _run(command: str) -> int:
    if command == "down":
        return _down()
    if command == "up":
        _check_up()
    lock = "run" if command == "up" else "test"
    if not is_current(lock):
        print("The first time takes a minute: Python packages are fetched.", file=sys.stderr)
    enter(lock)
    return int(import_module(f"deploy.embedded.{SECOND_STAGE[command]}").main())


SECOND_STAGE = {"up": "up", "test": "testing", "bench": "benchmarks"}


def enter_and_run(command: str) -> int:
    """Run `up`, `down`, `test` or `bench` with this process's arguments. Returns the exit code."""
    return plainly(lambda: _run(command))
