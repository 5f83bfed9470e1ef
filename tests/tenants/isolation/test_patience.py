"""A forgotten transaction does not hold up the district."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection

from deploy.env import CHECKOUT
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.errors import Refusal
from tenants.isolation.scope import scope, stream
from tests.factories.town import Town


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["lock_timeout", "idle_in_transaction_session_timeout"])
def test_waiting_has_an_end(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        assert cursor.fetchone() in {("5s",), ("1min",)}


def told_by(program: str) -> str:
    """What a process of its own says of its statements' time."""
    show = "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout');"
    words = [sys.executable, "-c", f"{program}; {show} print(k.fetchone()[0])"]
    return subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.strip()


def test_what_the_web_asks_has_an_end_and_what_is_long_by_nature_has_none() -> None:
    """Imports, rebuilds, the relay and workers are commands; backups are another role's."""
    assert told_by("import deploy.wsgi") == "30s"
    setup = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'deploy.settings'; django.setup()"
    assert told_by(setup) == "0"


@pytest.fixture
def hurried(town: Town) -> Iterator[Town]:
    """The web's connection, in a hurry."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '100ms'")
    yield town
    connection.close()


def slow() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_sleep(0.4)")
        return [1]


def test_an_export_may_take_its_time(hurried: Town) -> None:
    assert list(stream(hurried.home.district, slow)) == [1]
    with pytest.raises(OperationalError), scope(hurried.home.district):
        slow()


def test_what_took_too_long_is_told_in_a_sentence(hurried: Town) -> None:
    with scope(hurried.home.district), pytest.raises(Refusal, match="BUSY"), act("x.y", by=OPERATOR):
        slow()
