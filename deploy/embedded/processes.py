"""Which running processes belong to an instance, proven from the process itself, never from a pid file."""

import os
import signal
import subprocess
import time
from pathlib import Path

from deploy.embedded.refusal import Refusal

# In the environment of everything supervisord starts; children inherit it.
MARK = "ALLIANCE_SUPERVISED_FROM"


def _is_ours(process: Path, data: Path) -> bool:
    """By the mark in its environment, or because it works inside a service's folder.

    PostgreSQL's children overwrite their environment with their title; their working folder stays.
    """
    try:
        state = process.joinpath("stat").read_text().rpartition(")")[2].split()[0]
        if state in "ZX":
            return False
        mark = f"{MARK}={data}".encode()
        if mark in process.joinpath("environ").read_bytes().split(b"\0"):
            return True
        return os.readlink(process / "cwd") in (str(data / "postgres"), str(data / "valkey"))
    except (OSError, IndexError):
        return False  # gone in the meantime, or of another user


def ours(data: Path) -> list[int]:
    """Pids of the living (not zombie) processes that were started for the instance at `data`."""
    if Path("/proc/self/stat").exists():
        found = [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and _is_ours(entry, data)
        ]
    else:  # macOS: the command lines of ours name the data folder
        listing = subprocess.check_output(["ps", "-axwwo", "pid=,stat=,command="], text=True)
        rows = [line.split(None, 2) for line in listing.splitlines()]
        found = [int(r[0]) for r in rows if len(r) == 3 and "Z" not in r[1] and f"{data}/" in r[2]]
    return [pid for pid in found if pid != os.getpid()]


def _send(pids: list[int], number: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue  # it ended by itself


def _first_line(file: Path) -> int:
    try:
        return int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _ask_to_end(data: Path, pids: list[int]) -> None:
    """SIGTERM; but the postmaster gets its fast shutdown, and its children are left to it."""
    postmaster = _first_line(data / "postgres" / "postmaster.pid")
    children = {pid for pid in pids if pid != postmaster and _works_in(pid, data / "postgres")}
    _send([postmaster] if postmaster in pids else [], signal.SIGINT)
    _send([pid for pid in pids if pid != postmaster and pid not in children], signal.SIGTERM)


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(folder)
    except OSError:
        return False


def servers(data: Path) -> list[int]:
    """Living processes of the PostgreSQL of this instance (the postmaster and its children)."""
    return [pid for pid in ours(data) if not Path("/proc").exists() or _works_in(pid, data / "postgres")]


def _wait_until_gone(data: Path, patience: float) -> bool:
    until = time.monotonic() + patience
    while ours(data):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def stop_leftovers(data: Path, *, patience: float = 10.0) -> int:
    """End what a killed supervisord left behind, first politely, then with SIGKILL. Returns how many.

    Raises Refusal when something survives SIGKILL.
    """
    left = ours(data)
    if left:
        _ask_to_end(data, left)
        if not _wait_until_gone(data, patience):
            _send(ours(data), signal.SIGKILL)
            if not _wait_until_gone(data, patience):
                raise Refusal(
                    f"Processes of an earlier run do not end (pids {ours(data)}): end them by hand."
                )
    return len(left)


def stop(data: Path) -> int:
    """Stop an instance: supervisord ends its programs in order; what is left is ended after it.

    Returns how many processes ran. Nothing is lost: each server writes its data down before it ends.
    """
    running = ours(data)
    keeper = _first_line(data / "supervisord.pid")
    if keeper in running:
        _send([keeper], signal.SIGTERM)
        # PostgreSQL may have much to write; supervisord gives it 120 s.
        _wait_until_gone(data, 180)
    stop_leftovers(data)
    return len(running)
