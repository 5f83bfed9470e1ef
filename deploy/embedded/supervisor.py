"""supervisord as the keeper of an instance's processes: its configuration, and talking to it."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from deploy.embedded.folders import Folders
from deploy.embedded.instance import ROLES
from deploy.embedded.processes import MARK, stop_leftovers
from deploy.embedded.programs import Program
from deploy.embedded.refusal import Refusal
from deploy.env import CHECKOUT

# instance.json says where the parts are; what up's own environment said is already in it.
RECORDED = (*ROLES, "BROKER_URL", "SEARCH_URL", "SECRET_KEY")
UNQUOTABLE = "\"';#%\n"  # characters that supervisord's configuration cannot carry in a path


def configuration(folders: Folders, programs: Sequence[Program]) -> str:
    """The text of supervisord.conf; nothing starts by itself, since the order has steps between."""
    if bad := [sign for sign in UNQUOTABLE if sign in f"{folders.data}{CHECKOUT}"]:
        raise Refusal(f"The folder's name must not contain {bad[0]!r}: choose another with --data.")
    root = "user=root\n" if os.getuid() == 0 else ""
    head = (
        f"[supervisord]\nlogfile={folders.logs}/supervisord.log\nlogfile_maxbytes=5MB\nlogfile_backups=1\n"
        f"pidfile={folders.data}/supervisord.pid\nchildlogdir={folders.logs}\ndirectory={CHECKOUT}\n{root}\n"
        f"[unix_http_server]\nfile={folders.sockets}/supervisor.sock\nchmod=0700\n\n"
        "[rpcinterface:supervisor]\n"
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n"
    )
    blocks = (
        f"\n[program:{program.name}]\ncommand={program.command}\npriority={program.order}\n"
        f"autostart=false\nautorestart=true\nstartsecs=1\nstartretries=5\n"
        f"stopsignal={program.stop_signal}\nstopwaitsecs={program.stop_seconds}\nkillasgroup=true\n"
        f"redirect_stderr=true\nstdout_logfile={folders.logs}/{program.name}.log\n"
        "stdout_logfile_maxbytes=10MB\nstdout_logfile_backups=2\n"
        for program in programs
    )
    return head + "".join(blocks)


class Supervisor:
    """The supervisord of the instance at `folders`, running or not."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.config = folders.data / "supervisord.conf"

    @property
    def _remote(self) -> Any:
        address = f"unix://{self.folders.sockets}/supervisor.sock"
        # The host part is never used: the transport goes to the socket.
        return ServerProxy("http://localhost", transport=SupervisorTransport(None, None, address)).supervisor

    def is_alive(self) -> bool:
        try:
            return bool(self._remote.getState()["statename"] == "RUNNING")
        except (OSError, Fault):
            return False

    def ensure(self, programs: Sequence[Program], environment: Mapping[str, str]) -> None:
        """Have supervisord running with exactly these programs; leftovers of a killed one are stopped."""
        text = configuration(self.folders, programs)
        changed = not self.config.exists() or self.config.read_text() != text
        if changed:
            self.config.write_text(text)
        if self.is_alive():
            if changed:
                self._reload()
            return
        stop_leftovers(self.folders.data)
        (self.folders.sockets / "supervisor.sock").unlink(missing_ok=True)
        kept = {name: value for name, value in environment.items() if name not in RECORDED}
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self.config)]
        marked = kept | {MARK: str(self.folders.data), "ALLIANCE_DATA": str(self.folders.data)}
        done = subprocess.run(command, env=marked, cwd=CHECKOUT, check=False, capture_output=True, text=True)
        if done.returncode:
            raise Refusal(f"supervisord does not start: {(done.stderr or done.stdout).strip()}")
        self._wait(self.is_alive, 20, "supervisord does not answer")

    def _reload(self) -> None:
        added, changed, removed = self._remote.reloadConfig()[0]
        for name in (*changed, *removed):
            self._remote.stopProcessGroup(name)
            self._remote.removeProcessGroup(name)
        for name in (*added, *changed):
            self._remote.addProcessGroup(name)

    def states(self) -> dict[str, str]:
        """Program → state (RUNNING, STARTING, BACKOFF, FATAL, EXITED, STOPPED …)."""
        return {info["name"]: info["statename"] for info in self._remote.getAllProcessInfo()}

    def start(self, name: str) -> bool:
        """Start one program unless it runs. Returns whether it had to be started; does not wait."""
        if self.stands(name):
            return False
        try:
            self._remote.startProcess(name, False)
        except Fault as fault:
            raise Refusal(f"supervisord does not start {name}: {fault.faultString}.") from fault
        return True

    def stop(self, name: str) -> None:
        if self.stands(name):
            self._remote.stopProcess(name)

    def stands(self, name: str) -> bool:
        """Whether the program runs or is still being tried."""
        return self.states().get(name) in ("RUNNING", "STARTING", "BACKOFF")

    @staticmethod
    def _wait(reached: Any, seconds: float, otherwise: str) -> None:
        until = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > until:
                raise Refusal(f"Waited {seconds:.0f} s: {otherwise}.")
            time.sleep(0.05)
