"""Waiting for a server that has its hands full.

429 is its word for it: a queue is full, or what is being worked on fills its memory. It asks to come
again in a while, and what we send can be sent again: it carries versions.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from elasticsearch import ApiError

log = structlog.get_logger()
FULL = 429
# Together 15 s, below the 20 s that a server itself waits for a shard (`writing.py`).
PAUSES = (0.5, 1, 2, 4, 7.5)
Answer = TypeVar("Answer")


def patiently(ask: Callable[[], Answer], is_full: Callable[[Answer], bool] = lambda answer: False) -> Answer:
    """What `ask()` returns, asked again after a pause while the server says that it is full, or the answer
    does. The last answer counts, whatever it is: raises ApiError as `ask` does."""
    for pause in PAUSES:
        try:
            answer = ask()
        except ApiError as error:
            if error.status_code != FULL:
                raise
            reason = str(error)
        else:
            if not is_full(answer):
                return answer
            reason = "an item was refused"
        log.info("Elasticsearch is full", waiting=pause, reason=reason[:200])
        time.sleep(pause)
    return ask()
