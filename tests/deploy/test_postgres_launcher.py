"""Our launcher of PostgreSQL, where it differs from the wheels' own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.embedded import postgres
from deploy.embedded.binaries import postgres_program
from deploy.embedded.folders import Folders
from deploy.embedded.instance import database_url, own_secrets
from deploy.embedded.processes import servers, stop
from deploy.embedded.services import start_services
from deploy.embedded.supervisor import Supervisor


def silent(text: str) -> None:
    """Nobody looks."""


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    made = Folders(tmp_path / "data")
    made.create()
    yield made
    stop(made.data)


def asked(folders: Folders, question: str, role: str = "app") -> object:
    password = own_secrets(folders)["superuser" if role == "postgres" else role]
    with psycopg.connect(database_url(folders, role, password)) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
    return row and row[0]


def test_every_machine_sorts_alike_and_passwords_are_scram(folders: Folders) -> None:
    start_services(folders, [], {}, silent, throwaway=True)
    assert (
        asked(
            folders,
            "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'alliance'",
        )
        == "b C.UTF-8"
    )
    assert asked(folders, "SELECT bool_and(rolpassword LIKE 'SCRAM%') FROM pg_authid WHERE rolpassword <> ''",
                 "postgres") is True  # fmt: skip
    assert asked(folders, "SHOW listen_addresses") == ""
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(database_url(folders, "app", "guessed"))


def test_the_three_roles_may_what_their_names_say(folders: Folders) -> None:
    start_services(folders, [], {}, silent, throwaway=True)
    told = (
        "SELECT rolsuper::int || ' ' || rolbypassrls::int || ' ' || rolcreatedb::int"
        " FROM pg_roles WHERE rolname = current_user"
    )
    assert asked(folders, told, "owner") == "0 0 1"
    assert asked(folders, told, "app") == "0 0 0"
    assert asked(folders, told, "backup") == "0 1 0"
    assert asked(folders, "SELECT pg_has_role('backup', 'pg_read_all_data', 'usage')") is True
    assert (
        asked(folders, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'alliance'") == "owner"
    )


def test_it_waits_for_recovery_however_long_and_says_so(folders: Folders) -> None:
    start_services(folders, [], {}, silent)
    asked_to_write = "INSERT INTO kept SELECT n FROM generate_series(1, 200000) n"
    with psycopg.connect(
        database_url(folders, "owner", own_secrets(folders)["owner"]), autocommit=True
    ) as owner:
        owner.execute("CREATE TABLE kept (n integer)")
        owner.execute(asked_to_write)
        for pid in servers(folders.data):
            os.kill(pid, 9)
    heard: list[str] = []
    start_services(folders, [], {}, heard.append)
    assert asked(folders, "SELECT count(*) FROM kept", "owner") == 200_000
    assert any("PostgreSQL is" in line for line in heard)


def test_a_data_folder_half_made_is_made_again(folders: Folders) -> None:
    (folders.data / "postgres.new" / "base").mkdir(parents=True)
    start_services(folders, [], {}, silent, throwaway=True)
    assert asked(folders, "SELECT 1") == 1


def test_where_namespaces_are_forbidden_root_becomes_nobody(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container: `unshare` answers with an error. Not as root, nothing has to change at all."""
    answers = postgres._works
    monkeypatch.setattr(postgres, "_works", lambda command: "unshare" not in command and answers(command))
    postgres.initialise(folders)
    supervisor = Supervisor(folders)
    command = postgres.command_line(folders, throwaway=True)
    assert ("setpriv" in command) == (os.getuid() == 0)
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        postgres.wait_until_ready(folders, lambda: server.poll() is None, silent)
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in servers(folders.data)}
        server.terminate()
    assert 0 not in owners
    assert not supervisor.is_alive()


def test_there_is_a_program_for_everything_we_call() -> None:
    for name in ("postgres", "initdb", "pg_isready", "pg_dump", "pg_restore"):
        done = subprocess.run(
            [postgres_program(name), "--version"], check=True, capture_output=True, text=True
        )
        assert "18." in done.stdout
