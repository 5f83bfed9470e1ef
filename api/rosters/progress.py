"""Work that takes a while, told while it goes on: a line of JSON for each step, last what came of it."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.db import connection
from django.utils import translation

# A proxy that hears nothing for long closes the line.
SILENCE_SECONDS = 10
Tell = Callable[[dict[str, Any]], None]


def told(work: Callable[[Tell], dict[str, Any]]) -> Iterator[bytes]:
    """Runs the work in a thread of its own, with a connection of its own; yields lines of JSON.

    Whoever stops listening does not stop the work: what was asked for is done or, all of it, not.
    """
    lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    language = translation.get_language()

    def run() -> None:
        try:
            with translation.override(language):
                lines.put(work(lines.put))
        except Exception:
            lines.put({"error": {"code": "INTERNAL", "message": ""}})
            raise
        finally:
            connection.close()
            lines.put(None)

    threading.Thread(target=run, name="roster", daemon=False).start()
    while True:
        try:
            line = lines.get(timeout=SILENCE_SECONDS)
        except queue.Empty:
            yield b"{}\n"
            continue
        if line is None:
            return
        yield orjson.dumps(line) + b"\n"
