"""The foreground of `deploy/up`: the product's logs as they grow, until Ctrl-C."""

import signal
import sys
import threading
from pathlib import Path

from deploy.embedded.folders import Folders
from deploy.embedded.supervisor import Supervisor


def listen_for_the_end() -> threading.Event:
    """An event that Ctrl-C, SIGTERM or a closed terminal sets.

    Called before anybody is told that all is ready: whoever is told may answer at once, and a shell
    that starts us in the background has SIGINT ignored until we take it.
    """
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())
    return asked


def follow(folders: Folders, supervisor: Supervisor, asked: threading.Event) -> bool:
    """Copy new lines of the logs to stderr. Returns whether somebody asked to end (else all has ended)."""
    read = {log: log.stat().st_size for log in folders.logs.glob("*.log")}
    rounds = 0
    while rounds % 10 or supervisor.is_alive():
        for log in sorted(folders.logs.glob("*.log")):
            read[log] = _copy(log, read.get(log, 0))
        if asked.wait(0.3):
            return True
        rounds += 1
    return False


def _copy(log: Path, start: int) -> int:
    size = log.stat().st_size
    with log.open("rb") as lines:
        lines.seek(start if start <= size else 0)  # a rotated log begins anew
        for line in lines:
            sys.stderr.write(f"{log.stem:10} {line.decode(errors='replace').rstrip()}\n")
        return lines.tell()
