"""How the parts stand that an instance is made of: asked anew each time."""

from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from kombu import Connection
from kombu.exceptions import KombuError

from search.engines import is_answering

BROKER_SECONDS = 1


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations or ())


def database_state() -> str:
    """`ok`, `not migrated` or `down`."""
    try:
        done = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return "down"
    return "ok" if _wanted() <= done.keys() else "not migrated"


def broker_state() -> str:
    """`ok`, or `degraded`: what is slow or goes outside waits."""
    options = {"socket_timeout": BROKER_SECONDS, "socket_connect_timeout": BROKER_SECONDS}
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except (KombuError, OSError):
        return "degraded"
    return "ok"


def index_state() -> str:
    """`ok`, or `degraded`: search finds nothing, the directory is whole."""
    return "ok" if is_answering() else "degraded"
