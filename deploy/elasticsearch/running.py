"""Nodes of a test or a benchmark: started here, ended here, each by the pid of its own process.

What lasts is kept by supervisord instead (`deploy/embedded/programs.py`).
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.elasticsearch.home import fetch
from deploy.elasticsearch.node import Node, require_ports, wait_until_up
from deploy.embedded.ports import free_port
from deploy.env import CHECKOUT

# Three of them beside everything else.
HEAP_MB = 384
STOP_SECONDS = 30.0


class Running:
    """Nodes of one cluster and their processes."""

    def __init__(self, folder: Path, count: int) -> None:
        masters = {f"node-{number}": free_port() for number in range(1, count + 1)}
        self.nodes = [
            Node(folder / name, folder / f"{name}.log", name, free_port(), transport, masters, HEAP_MB)
            for name, transport in masters.items()
        ]
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def hosts(self) -> str:
        """What stands between `elasticsearch://` and the prefix in SEARCH_URL."""
        return ",".join(node.url.removeprefix("http://") for node in self.nodes)

    def start(self, say: Callable[[str], None] = lambda text: None) -> None:
        """Start those that do not run, and wait until all serve. Raises Refusal."""
        fetch(say)
        for node in self.nodes:
            if not self._lives(node):
                require_ports(node)
                node.write()
                command = [sys.executable, "-m", "deploy.elasticsearch.node", str(node.folder)]
                with node.log.open("ab") as log:
                    self._processes[node.name] = subprocess.Popen(
                        command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                    )
        wait_until_up(self.nodes, lambda: all(map(self._lives, self.nodes)), say)

    def kill(self, name: str) -> None:
        """SIGKILL one node."""
        self._processes[name].kill()
        self._processes[name].wait()

    def stop(self) -> None:
        """End those that run; what was acknowledged is on disk."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _lives(self, node: Node) -> bool:
        process = self._processes.get(node.name)
        return process is not None and process.poll() is None


@contextmanager
def running(folder: Path, count: int = 1) -> Iterator[Running]:
    """A cluster of so many nodes, which ends with the block."""
    cluster = Running(folder, count)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
