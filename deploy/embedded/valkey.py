"""Valkey on one machine: a unix socket in the private folder, an append-only file beside it."""

import os
import sys
from pathlib import Path

from deploy.embedded.binaries import valkey_program
from deploy.embedded.folders import Folders


def command_line(folders: Folders) -> list[str]:
    """The command that becomes the server, in the foreground; reachable by its owner alone.

    Its title stays untouched: Valkey would write it over the environment that marks it as ours.
    """
    options = {
        "port": "0",
        "unixsocket": str(folders.sockets / "valkey.sock"),
        "unixsocketperm": "700",
        "dir": str(folders.valkey),
        "save": "",
        "appendonly": "yes",
        "set-proc-title": "no",
        "daemonize": "no",
    }
    return [
        str(valkey_program()),
        *(part for name, value in options.items() for part in (f"--{name}", value)),
    ]


if __name__ == "__main__":
    here = Folders(Path(sys.argv[1]))
    (here.sockets / "valkey.sock").unlink(missing_ok=True)
    arguments = command_line(here)
    os.execv(arguments[0], arguments)
