"""An instance of the product in a folder of its own, driven by its commands as an operator drives it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deploy.embedded.ports import free_port
from deploy.embedded.processes import ours, servers
from deploy.env import CHECKOUT

REPLACING = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL", "BROKER_URL", "SEARCH_URL")


def run(command: str, *arguments: str, environment: Mapping[str, str] | None = None, **more: Any) -> Any:
    """Run `deploy/<command>`; what this test process was given as addresses is not passed on."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in (*REPLACING, "ALLIANCE_DATA")
    }
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "deploy" / command), *arguments],
        env=inherited | dict(environment or {}),
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
        **more,
    )


class Instance:
    """One data folder and port. `environment` replaces parts."""

    def __init__(self, data: Path, environment: Mapping[str, str] | None = None) -> None:
        self.data, self.port, self.environment = data, free_port(), dict(environment or {})
        self.url = f"http://127.0.0.1:{self.port}"

    def up(self, *more: str) -> dict[str, Any]:
        """`deploy/up --detach --json`, without the sample. Returns what it printed last."""
        done = run(
            "up", f"--data={self.data}", f"--port={self.port}", "--detach", "--json", "--sample=none", *more,
            environment=self.environment,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    def down(self) -> None:
        assert run("down", f"--data={self.data}").returncode == 0

    def manage(self, *arguments: str) -> str:
        environment = {**os.environ, "ALLIANCE_DATA": str(self.data)}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.check_output(command, cwd=CHECKOUT, env=environment, text=True)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return str(answer.read().decode())

    def addresses(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.data / "instance.json").read_text())
        return found

    def processes(self) -> list[int]:
        return sorted(ours(self.data))

    def lasting(self) -> list[int]:
        """The processes that stay: without PostgreSQL's children, which come and go as it sees fit."""
        children = set(servers(self.data)) - {
            int((self.data / "postgres/postmaster.pid").read_text().split()[0])
        }
        return [pid for pid in self.processes() if pid not in children]

    def kill(self, *pids: int) -> None:
        """SIGKILL, all in one breath, and wait until the kernel has taken them."""
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        while set(pids) & set(self.processes()):
            time.sleep(0.02)

    def files(self) -> dict[str, tuple[int, int]]:
        """Name → (size, time) of what the operator owns here: addresses, secrets, state, static files."""
        kept = [*self.data.glob("*.json"), *self.data.glob("static/**/*"), self.data / "supervisord.conf"]
        return {str(file): (file.stat().st_size, file.stat().st_mtime_ns) for file in kept if file.is_file()}
