"""Documents made in several processes: making them takes twice the time of indexing them."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import Any

import django
from django.db import connection

from search.present import Asked, Present, read

# More would wait for the one that indexes; and each holds dictionaries of some 150 MB.
MOST = 4
# A process is ready after two seconds, in which one makes this many documents by itself.
WORTH_IT = 4000


def read_all(asked: Iterable[Asked], processes: int | None = None) -> Iterator[Present]:
    """What the database says of each, in order; little of it here, much of it in processes of their own."""
    rest = iter(asked)
    first: list[Asked] = []
    while sum(len(one.ids) for one in first) < WORTH_IT and (one := next(rest, None)):
        first.append(one)
    count = min(os.cpu_count() or 1, MOST) if processes is None else processes
    if count < 2 or sum(len(one.ids) for one in first) < WORTH_IT:
        yield from map(read, chain(first, rest))
        return
    # Spawned, not forked: a child must not hold the parent's connection to the database.
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=django.setup) as pool:
        yield from _in_order(pool, chain(first, rest), 2 * count)


def _in_order(pool: ProcessPoolExecutor, asked: Iterable[Asked], most: int) -> Iterator[Present]:
    """No more than so many are under way or waiting to be taken: memory stays bounded."""
    under_way: deque[Future[Present]] = deque()
    for one in asked:
        under_way.append(pool.submit(_read_at, dict(connection.settings_dict), one))
        if len(under_way) >= most:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _read_at(database: dict[str, Any], asked: Asked) -> Present:
    """Read from the parent's database, under the parent's role."""
    connection.settings_dict.update(database)
    return read(asked)
