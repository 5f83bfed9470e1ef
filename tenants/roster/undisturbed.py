"""An import makes millions of objects that stay until it is done: whoever looks for garbage among them every
now and then finds none, and spends a third of the time."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The interpreter's own are 700, 10, 10. Others at work in this process are still cleaned up after.
_RARELY = (100_000, 50, 1000)
_lock = threading.Lock()
_at_work = 0
_usual = gc.get_threshold()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Looks for garbage rarely, until the last of those who asked for it is done."""
    global _at_work, _usual
    with _lock:
        if not _at_work:
            _usual = gc.get_threshold()
            gc.set_threshold(*_RARELY)
        _at_work += 1
    try:
        yield
    finally:
        with _lock:
            _at_work -= 1
            if not _at_work:
                gc.set_threshold(*_usual)
