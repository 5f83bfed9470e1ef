"""The one node of an instance, under supervisord like its other services."""

from collections.abc import Callable, Mapping

from deploy.elasticsearch.home import fetch
from deploy.elasticsearch.node import Node, alone, require_ports, wait_until_up
from deploy.embedded.folders import Folders
from deploy.embedded.options import ENGINES
from deploy.embedded.programs import Program, elasticsearch
from deploy.embedded.refusal import Refusal
from deploy.embedded.supervisor import Supervisor

PROGRAM = "elasticsearch"


def node_of(folders: Folders) -> Node:
    """The instance's node; its ports stay what they were."""
    return alone(folders.elasticsearch, folders.logs / f"{PROGRAM}.log")


class Choice:
    """Which engine `deploy/up` runs the product on.

    `asked`: by `--search`; `before`: what `up` noted the last time (None: nothing). SEARCH_URL in the
    environment is an engine elsewhere. Raises Refusal when both are given.
    """

    def __init__(
        self, folders: Folders, asked: str | None, environment: Mapping[str, str], before: str | None
    ) -> None:
        self._folders = folders
        elsewhere = environment.get("SEARCH_URL")
        if asked and elsewhere:
            raise Refusal("SEARCH_URL names a search engine elsewhere: leave --search out, or unset it.")
        self.name = elsewhere or asked or (before if before in ENGINES else None) or ENGINES[0]
        self.is_embedded = self.name == PROGRAM
        # An index that was not followed for a while is made anew.
        self.is_another = before is not None and before != self.name
        self.environment = dict(environment)
        if self.is_embedded:
            place = node_of(folders).url.removeprefix("http://")
            self.environment["SEARCH_URL"] = f"elasticsearch://{place}/alliance"

    def programs(self) -> list[Program]:
        """What supervisord keeps running for it."""
        return [elasticsearch(self._folders)] if self.is_embedded else []


def start(folders: Folders, supervisor: Supervisor, say: Callable[[str], None]) -> Node:
    """Have it running, and return when it answers. Raises Refusal: no JDK, no Maven, a port that is used, or
    what the server says."""
    fetch(say)
    node = node_of(folders)
    if not supervisor.stands(PROGRAM):
        require_ports(node)
    supervisor.start(PROGRAM)
    wait_until_up([node], lambda: supervisor.stands(PROGRAM), say)
    return node
