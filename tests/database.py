"""The test database as production has it: made and migrated by *owner*, used as *app*.

Each pytest process has a database of its own, so several may run against one server.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from deploy.env import CHECKOUT, setting
from deploy.settings.database import ADDRESS_OF_ROLE, connection_settings

PREFIX = "test_alliance_"
TEMPLATE = "test_template_"
# What the migrated state depends on.
SOURCES = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "tenants/isolation/**/*.py",
    "deploy/requirements/run.txt",
)
# Rows that migrations and their signals put in, and tests take for granted.
KEPT = ("django_migrations", "django_content_type", "auth_permission")


def act_as(role: str, database: str) -> None:
    """Let Django's connection sign in as `owner`, `app` or `backup` from its next statement on."""
    connection.close()
    given = connection_settings(setting(ADDRESS_OF_ROLE[role]))
    for key in ("USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = given[key]
    connection.settings_dict["NAME"] = database


@contextmanager
def database() -> Iterator[None]:
    """Make the test database, hand it to *app*, and drop it at the end."""
    real, name = connection.settings_dict["NAME"], f"{PREFIX}{os.getpid()}"
    with psycopg.connect(setting("DATABASE_OWNER_URL"), autocommit=True) as owner:
        # One process migrates; the others wait, then copy what it made.
        owner.execute("SELECT pg_advisory_lock(hashtext('test template'))")
        _drop_orphans(owner)
        template = _migrated(owner)
        _run(owner, "CREATE DATABASE {} TEMPLATE {}", name, template)
    act_as("app", name)
    yield
    act_as("app", real)
    with psycopg.connect(setting("DATABASE_OWNER_URL"), autocommit=True) as owner:
        drop(owner, name)


def drop(owner: psycopg.Connection, name: str) -> None:
    """Autovacuum may be at work in it, and only a superuser may end that: wait until it is done."""
    for tries_left in reversed(range(240)):
        try:
            _run(owner, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            return
        except psycopg.errors.InsufficientPrivilege:
            if not tries_left:
                raise
            time.sleep(0.5)


def _run(owner: psycopg.Connection, statement: str, *names: str) -> None:
    owner.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _migrated(owner: psycopg.Connection) -> str:
    """The name of a database migrated to the present state; made when a migration has changed."""
    digest = hashlib.sha256()
    for file in sorted(file for pattern in SOURCES for file in CHECKOUT.glob(pattern)):
        digest.update(file.read_bytes())
    name = f"{TEMPLATE}{digest.hexdigest()[:16]}"
    known = _databases(owner, TEMPLATE)
    if name not in known:
        for old in known:
            drop(owner, old)
        draft = f"{PREFIX}{os.getpid()}_draft"
        _run(owner, "CREATE DATABASE {}", draft)
        act_as("owner", draft)
        call_command("migrate", interactive=False, verbosity=0)
        connection.close()
        _run(owner, "ALTER DATABASE {} RENAME TO {}", draft, name)
    return name


def _databases(owner: psycopg.Connection, prefix: str) -> list[str]:
    found = owner.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return [name for (name,) in found.fetchall()]


def _drop_orphans(owner: psycopg.Connection) -> None:
    """Drop the databases of pytest processes that were killed."""
    for name in _databases(owner, PREFIX):
        pid = name.removeprefix(PREFIX).split("_")[0]
        if not Path("/proc", pid).exists():
            drop(owner, name)


@contextmanager
def as_role(role: str) -> Iterator[psycopg.Connection]:
    """A connection of its own to the test database, autocommitting, for raw SQL as that role."""
    given = connection_settings(setting(ADDRESS_OF_ROLE[role]))
    with psycopg.connect(
        host=given["HOST"],
        port=given["PORT"] or None,
        user=given["USER"],
        password=given["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
        autocommit=True,
    ) as own:
        yield own


def empty() -> None:
    """What follows a transactional test: every table emptied, as *owner*, since *app* may not TRUNCATE."""
    with as_role("owner") as owner:
        owner.execute("SET lock_timeout = '10s'")
        found = owner.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relname <> ALL(%s)",
            [list(KEPT)],
        ).fetchall()
        tables = sql.SQL(", ").join(sql.Identifier(name) for (name,) in found)
        owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
