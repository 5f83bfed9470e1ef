"""The one node of an instance, under supervisord like its other services."""

from collections.abc import Callable

from deploy.elasticsearch.home import fetch
from deploy.elasticsearch.node import Node, alone, require_ports, wait_until_up
from deploy.embedded.folders import Folders
from deploy.embedded.supervisor import Supervisor

PROGRAM = "elasticsearch"


def node_of(folders: Folders) -> Node:
    """The instance's node; its ports stay what they were."""
    return alone(folders.elasticsearch, folders.logs / f"{PROGRAM}.log")


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
