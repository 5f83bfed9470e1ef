"""One node: its settings, its command, and the wait until it answers.

`python -m deploy.elasticsearch.node FOLDER` becomes the server (supervisord runs this).
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from deploy.elasticsearch.home import home
from deploy.embedded.ports import free_port, require_free
from deploy.embedded.refusal import Refusal

HOST = "127.0.0.1"
START_SECONDS = 180.0  # alone it takes four; beside a test suite on two cores many times that
NO_ANSWER_SECONDS = 5.0


@dataclass(frozen=True)
class Node:
    """A node that keeps everything in `folder` and writes to `log`. `masters`: name → transport port of all
    nodes of its cluster."""

    folder: Path
    log: Path
    name: str
    port: int
    transport: int
    masters: dict[str, int]
    heap_mb: int = 512

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def command(self) -> list[str]:
        """What becomes the node, in the foreground."""
        java = [
            "java", f"-Xms{self.heap_mb}m", f"-Xmx{self.heap_mb}m", "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError", f"-Djava.io.tmpdir={self.folder / 'tmp'}",
            f"-Des.path.conf={home() / 'config'}",
            f"-Dlog4j.configurationFile={home() / 'config/log4j2.properties'}", "-Dlog4j2.disable.jmx=true",
            "-p", str(home() / "lib"), "--add-modules", "ALL-MODULE-PATH", "-cp", str(home() / "launcher"),
            "Launcher",
        ]  # fmt: skip
        return [*java, *(f"{name}={value}" for name, value in self.settings().items())]

    def settings(self) -> dict[str, str]:
        """Of this node; it listens to this machine only."""
        several = len(self.masters) > 1
        places = ",".join(f"{HOST}:{port}" for port in self.masters.values())
        together = {
            "discovery.seed_hosts": places,
            "cluster.initial_master_nodes": ",".join(self.masters),
        }
        return {
            "cluster.name": "alliance",
            "path.home": str(home()),
            "node.name": self.name,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "network.host": HOST,
            "http.port": str(self.port),
            "transport.port": str(self.transport),
            "action.auto_create_index": "false",
            # A disk nine tenths full is no reason to refuse a search index of some megabytes.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            # The serial collector leaves garbage until there is no room; a server that takes garbage for
            # memory in use refuses to work when it need only be collected (seen while 100,000 were sent).
            "indices.breaker.total.use_real_memory": "false",
            **(together if several else {"discovery.type": "single-node"}),
        }

    def write(self) -> None:
        """Leave in the folder what `python -m deploy.elasticsearch.node` becomes."""
        (self.folder / "tmp").mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "node.json").write_text(json.dumps(asdict(self), default=str, indent=1))


def kept(folder: Path) -> Node | None:
    """The node whose folder this is, if it was ever written."""
    file = folder / "node.json"
    if not file.exists():
        return None
    told = json.loads(file.read_text())
    return Node(**(told | {"folder": folder, "log": Path(told["log"])}))


def alone(folder: Path, log: Path) -> Node:
    """The node of this folder, a cluster of its own, on the ports it had, or on free ones the first time."""
    node = kept(folder)
    if node is None:
        transport = free_port()
        node = Node(folder, log, "alone", free_port(), transport, {"alone": transport})
    node = replace(node, log=log)  # the folder may have been moved
    node.write()
    return node


def require_ports(node: Node, *, patience: float = 5.0) -> None:
    """Raises Refusal when somebody else listens where this node would."""
    for port in (node.port, node.transport):
        try:
            require_free(HOST, port, patience=patience)
        except Refusal as refusal:
            raise Refusal(
                f"Elasticsearch's port {port} is used by another process: end that, "
                f"or choose another port in {node.folder / 'node.json'}."
            ) from refusal


def is_up(node: Node, members: int = 1) -> bool:
    """Whether it serves, in a cluster of so many nodes."""
    question = f"{node.url}/_cluster/health?wait_for_nodes=>={members}&timeout=1s"
    try:
        with urllib.request.urlopen(question, timeout=NO_ANSWER_SECONDS) as answer:
            return not json.load(answer)["timed_out"]
    except (urllib.error.URLError, OSError, ValueError):
        return False


def wait_until_up(nodes: Sequence[Node], alive: Callable[[], bool], say: Callable[[str], None]) -> None:
    """Return when every node serves. `alive`: whether their processes stand; `say` is told how long it takes.

    Raises Refusal with a node's last words.
    """
    began = time.monotonic()
    while not all(is_up(node, len(nodes)) for node in nodes):
        taken = time.monotonic() - began
        if not alive():
            raise Refusal(f"Elasticsearch does not start: {last_words(nodes)}")
        if taken > START_SECONDS:
            raise Refusal(f"Elasticsearch does not answer after {taken:.0f} s: {last_words(nodes)}")
        say(f"Elasticsearch is starting ({taken:.0f} s)")
        time.sleep(0.1)


def last_words(nodes: Sequence[Node]) -> str:
    """The last line of weight in a node's log."""
    logs = [node.log.read_text(errors="replace") for node in nodes if node.log.exists()]
    lines = [line.strip() for log in logs for line in log.splitlines() if line.strip()]
    weighty = [line for line in lines if "ERROR" in line or "Exception" in line]
    return (weighty or lines or ["its log is empty."])[-1][:300]


if __name__ == "__main__":
    this = kept(Path(sys.argv[1]))
    if this is None:
        sys.exit(f"{sys.argv[1]} is no folder of a node.")
    words = this.command()
    os.chdir(this.folder)
    os.execvp(words[0], words)
