"""Whose turn it is to write, decided in PostgreSQL, which every writer reads from anyway.

An index in Elasticsearch has no lock of its own. Versions and a second look after the swap would not do: a
writer that began before the swap writes to the old index after it. So every change holds an advisory lock;
a killed writer lets go of it by dying. It belongs to a transaction on a connection of its own: to a
transaction, because a pooler hands sessions around; of its own, because a change opens one transaction
after another on Django's.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection

from search.engine import SearchAway

_AWAY = "The turn to write the search index cannot be had"


class Turn:
    """A lock that is held."""

    def __init__(self, name: str) -> None:
        self._own = connection.copy()
        self._own.set_autocommit(False)
        with self._own.cursor() as cursor:
            # Waiting for another writer, and making documents meanwhile, take the time they take.
            for limit in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SET LOCAL {limit} = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"search {name}"])

    def is_held(self) -> bool:
        """Whether the lock is still ours; it is not when its connection broke meanwhile."""
        try:
            with self._own.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return False
        return True

    def close(self) -> None:
        self._own.close()


@contextmanager
def turn(name: str) -> Iterator[Turn]:
    """Wait for the turn, and hold it for the block. Raises SearchAway when it cannot be asked for."""
    try:
        held = Turn(name)
    except Error as error:
        raise SearchAway(f"{_AWAY}: {error}"[:300]) from error
    try:
        yield held
    finally:
        held.close()
