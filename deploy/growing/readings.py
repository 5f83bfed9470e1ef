"""Names read aloud in a process beside: half of what growing a district takes."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from tenants.reading.sort_keys import initial, slug, sort_key


class Reading(NamedTuple):
    name: str
    slug: str
    sort_key: str
    initial: str


def read(names: list[str]) -> list[Reading]:
    return [Reading(name, slug(name), sort_key(name), initial(name)) for name in names]


def readings(batches: Iterable[list[str]]) -> Iterator[list[Reading]]:
    """The readings of each batch, in order, made while the caller writes the one before.

    Spawned, not forked: a child must not hold the parent's connection to the database.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, batches)
