"""Ports of this machine: whether one is free, and one that is. Standard library only."""

import secrets
import socket
import time

from deploy.embedded.refusal import Refusal


def require_free(host: str, port: int, *, patience: float = 0) -> None:
    """Raises Refusal when somebody listens on `port` for `patience` seconds, or the system does not let us.

    A process that was killed holds its port until the last of its threads is gone, while it is dead by
    every other sign.
    """
    until = time.monotonic() + patience
    while True:
        try:
            return _bind(host, port)
        except Refusal:
            if time.monotonic() >= until:
                raise
            time.sleep(0.1)


def free_port() -> int:
    """A port of this machine that nobody listens on, below those that outgoing connections take for
    themselves: what is down for a moment must get its port again."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def _bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Connections of an instance that has just ended must not count as somebody listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Refusal(f"Port {port} is reserved for root: choose one above 1023 with --port.") from error
        except OSError as error:
            raise Refusal(f"Port {port} on {host} is in use: choose another with --port.") from error
