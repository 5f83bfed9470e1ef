"""A port that somebody listens on is refused; one that is just being let go of is waited for."""

import socket
import threading

import pytest

from deploy.embedded.ports import require_free
from deploy.embedded.refusal import Refusal


def listening() -> tuple[socket.socket, int]:
    taken = socket.create_server(("127.0.0.1", 0))
    return taken, taken.getsockname()[1]


def test_a_port_somebody_listens_on_is_refused_in_a_sentence() -> None:
    taken, port = listening()
    with taken:
        for patience in (0, 0.3):
            with pytest.raises(Refusal, match="is in use: choose another"):
                require_free("127.0.0.1", port, patience=patience)


def test_a_port_that_is_being_let_go_of_is_waited_for() -> None:
    taken, port = listening()
    letting_go = threading.Timer(0.5, taken.close)
    letting_go.start()
    require_free("127.0.0.1", port, patience=20)
    letting_go.join()
