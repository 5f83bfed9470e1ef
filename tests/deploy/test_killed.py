"""Processes die at the worst moment; `up` brings everything back, each accepted change included."""

import os
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest

from deploy.embedded.processes import servers
from tests.deploy.instances import Instance

pytestmark = pytest.mark.full


class Writer(threading.Thread):
    """Creates districts one after the other, and remembers those whose commit was answered."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.accepted, self.warm = url, [], threading.Event()  # type: ignore[var-annotated]

    def run(self) -> None:
        try:
            with psycopg.connect(self.url, autocommit=True) as app:
                for number in range(1_000_000):
                    app.execute(
                        "INSERT INTO tenants_district (id, slug, name, is_public, created_at)"
                        " VALUES (gen_random_uuid(), %s, 'x', false, now())",
                        [f"d{number}"],
                    )
                    self.accepted.append(f"d{number}")
                    if number == 200:
                        self.warm.set()
        except psycopg.OperationalError:
            return  # the server was killed: what was accepted before must be there afterwards


def test_whatever_was_accepted_survives_the_death_of_every_process(instance: Instance) -> None:
    writer = Writer(instance.addresses()["DATABASE_URL"])
    writer.start()
    assert writer.warm.wait(30)
    instance.kill(*instance.processes())
    writer.join(30)
    assert instance.processes() == []

    instance.up()
    with psycopg.connect(instance.addresses()["DATABASE_URL"]) as app:
        there = {slug for (slug,) in app.execute("SELECT slug FROM tenants_district")}
    assert set(writer.accepted) <= there
    assert len(writer.accepted) > 200


def test_orphans_of_a_killed_supervisor_are_stopped_and_replaced(instance: Instance) -> None:
    keeper = int((instance.data / "supervisord.pid").read_text())
    orphans = [pid for pid in instance.processes() if pid != keeper]
    instance.kill(keeper)
    assert set(instance.processes()) == set(orphans)

    instance.up()
    assert not set(instance.processes()) & set(orphans)
    assert '"ready": true' in instance.get("/readyz")


def test_a_strangers_process_with_the_servers_old_pid_does_not_keep_it_from_starting(
    instance: Instance,
) -> None:
    instance.kill(*instance.processes())
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        pid_file = instance.data / "postgres" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        instance.up()
        assert stranger.poll() is None
        assert stranger.pid not in servers(instance.data)
    finally:
        stranger.kill()
        stranger.wait()


def test_a_single_killed_program_comes_back_by_itself(instance: Instance) -> None:
    first = servers(instance.data)
    postmaster = int((instance.data / "postgres" / "postmaster.pid").read_text().split()[0])
    assert postmaster in first
    instance.kill(postmaster)
    instance.up()
    assert '"ready": true' in instance.get("/readyz")
    assert postmaster not in servers(instance.data)
    assert Path(f"/proc/{os.getpid()}").exists()
