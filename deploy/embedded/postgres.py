"""Our launcher of PostgreSQL: initdb, a start that survives every kill, and patience for recovery.

`python -m deploy.embedded.postgres DATA [--throwaway]` becomes the server (supervisord runs this).
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from deploy.embedded.binaries import postgres_program
from deploy.embedded.folders import Folders
from deploy.embedded.instance import own_secrets
from deploy.embedded.processes import servers
from deploy.embedded.refusal import Refusal

NOBODY = 65534
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "wal_compression": "on",
}
# For tests: their data need not survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


def without_root(program: list[str], owned: tuple[Path, ...]) -> list[str]:
    """The command that runs `program` unprivileged; PostgreSQL refuses to run as root.

    As root: a user namespace in which we are nobody, so that nothing has to change its owner;
    where a container forbids namespaces, nobody itself, to whom `owned` is given. A user without a
    name, as some containers have, is led through a namespace too: initdb insists on a name.
    """
    if os.getuid() != 0 and _has_name(os.getuid()):
        return program
    unshare = ["unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    if _works([*unshare, "true"]):
        return [*unshare, *program]
    if os.getuid() != 0:
        raise Refusal(f"PostgreSQL needs a user with a name, and user {os.getuid()} has none: add one.")
    if not _works(["setpriv", "--version"]):
        raise Refusal(
            "PostgreSQL does not run as root, and neither unshare nor setpriv is here: use another user."
        )
    for top in owned:
        for path in (top, *top.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    # The one capability lets nobody pass through parent folders that only root may enter.
    return [
        "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
        "--inh-caps=-all,+dac_override", "--ambient-caps=+dac_override", *program,
    ]  # fmt: skip


def _has_name(uid: int) -> bool:
    try:
        return bool(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return False


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def initialise(folders: Folders) -> bool:
    """Make the cluster if there is none yet. Returns whether it was made.

    A half-made one (killed during initdb) is thrown away: it was never started.
    """
    if (folders.postgres / "PG_VERSION").exists():
        return False
    draft = folders.data / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    with tempfile.NamedTemporaryFile("w", dir=folders.sockets, suffix=".pw") as password:
        password.write(own_secrets(folders)["superuser"])
        password.flush()
        command = [
            str(postgres_program("initdb")), f"--pgdata={draft}", "--username=postgres", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            "--auth=scram-sha-256", f"--pwfile={password.name}",
        ]  # fmt: skip
        done = subprocess.run(
            without_root(command, (draft,)), check=False, capture_output=True, text=True, cwd=draft
        )
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        if "No space left" in done.stderr:
            raise Refusal(f"The disk that holds {folders.data} is full: PostgreSQL needs about 100 MB there.")
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1]
        raise Refusal(f"PostgreSQL's data folder could not be made in {folders.data}: {reason}")
    draft.rename(folders.postgres)
    return True


def clear_stale_pid(folders: Folders) -> None:
    """Remove a `postmaster.pid` whose server is gone.

    PostgreSQL takes any living process with that pid for itself, also a zombie or a stranger
    that got the number after a restart, and would then never start again.
    """
    pid_file = folders.postgres / "postmaster.pid"
    if pid_file.exists() and not servers(folders.data):
        pid_file.unlink()
        for leftover in folders.sockets.glob(".s.PGSQL.*"):
            leftover.unlink()


def command_line(folders: Folders, *, throwaway: bool = False) -> list[str]:
    """The command that becomes the server, in the foreground."""
    settings = SETTINGS | {"unix_socket_directories": str(folders.sockets)} | (THROWAWAY if throwaway else {})
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    program = [str(postgres_program("postgres")), "-D", str(folders.postgres), *options]
    return without_root(program, (folders.postgres, folders.sockets))


RESTART_SECONDS = 3.0


def wait_until_ready(folders: Folders, alive: Callable[[], bool], waiting: Callable[[str], None]) -> None:
    """Return when the server takes connections: after a crash that lasts as long as recovery does.

    `alive` says whether the server's process still stands; `waiting` is told what it is doing.
    Raises Refusal with the server's last words when it has ended.
    """
    probe = [str(postgres_program("pg_isready")), "-q", "-h", str(folders.sockets), "-U", "app"]
    started = time.monotonic()
    dead_since: float | None = None
    while (code := subprocess.run(probe, check=False).returncode) != 0:
        if code == 3:  # it did not even try: its own surroundings are wrong, waiting does not help
            raise Refusal("PostgreSQL's pg_isready cannot run here.")
        # Between a death and the keeper's new start the server stands for a moment in neither state.
        dead_since = None if alive() else dead_since or time.monotonic()
        if dead_since and time.monotonic() - dead_since > RESTART_SECONDS:
            raise Refusal(f"PostgreSQL does not start: {last_words(folders)}")
        state = "recovering" if code == 1 else "starting"
        waiting(f"PostgreSQL is {state} ({time.monotonic() - started:.0f} s)")
        time.sleep(0.05)


def last_words(folders: Folders) -> str:
    """The last line of weight in the server's log."""
    log = folders.logs / "postgres.log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    weighty = [line for line in lines[-50:] if "FATAL" in line or "PANIC" in line or "No space" in line]
    return (weighty or lines or ["its log is empty."])[-1]


if __name__ == "__main__":
    here = Folders(Path(sys.argv[1]))
    clear_stale_pid(here)
    arguments = command_line(here, throwaway="--throwaway" in sys.argv)
    os.execvp(arguments[0], arguments)
