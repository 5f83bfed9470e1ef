from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.database import database, empty

pytest_plugins = [
    "tests.factories.town",
    "tests.factories.plaza",
    "tests.factories.exchanges",
    "tests.search.server",
]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Replaces pytest-django's: the database belongs to *owner*, the tests work as *app*."""
    patch = pytest.MonkeyPatch()
    # Django's own clean-up would TRUNCATE as *app*, which may not.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())
    with django_db_blocker.unblock():
        try:
            prepared = database()
            prepared.__enter__()
        except psycopg.OperationalError as error:
            pytest.exit(f"PostgreSQL does not answer; run deploy/test, or start the services: {error}", 3)
    yield
    with django_db_blocker.unblock():
        prepared.__exit__(None, None, None)
    patch.undo()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """A real hasher spends a quarter of a second on each account by design."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
