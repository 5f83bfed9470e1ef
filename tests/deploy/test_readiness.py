"""`/readyz` means the database; broker and index are named, since the directory answers without them."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from search.sync import prepare
from tests.database import as_role

pytestmark = pytest.mark.django_db(transaction=True)


def test_with_all_parts_there_everything_is_ok(
    client: Client, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    prepare()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "broker": "ok", "index": "ok"}


def test_without_broker_and_index_it_is_ready_and_says_degraded(
    client: Client, settings: SettingsWrapper
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.SEARCH_URL = "tantivy:///nowhere/at/all"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "broker": "degraded", "index": "degraded"}


def test_a_database_that_lacks_a_migration_is_not_ready(client: Client) -> None:
    with as_role("owner") as owner:
        owner.execute("UPDATE django_migrations SET name = '0001_later' WHERE app = 'sessions'")
        answer = client.get("/readyz")
        owner.execute("UPDATE django_migrations SET name = '0001_initial' WHERE app = 'sessions'")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not migrated"


def test_without_a_database_it_lives_but_is_not_ready(client: Client) -> None:
    address = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
    finally:
        connection.close()
        connection.settings_dict["HOST"] = address
    assert answer.status_code == 503
    assert answer.json()["database"] == "down"
