"""The embedded PostgreSQL and Valkey alone, for developers and tests.

`python -m deploy.embedded.services start|stop [--data DIR] [--throwaway]`
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from deploy.embedded.folders import Folders
from deploy.embedded.instance import own_secrets, write_instance
from deploy.embedded.postgres import initialise, wait_until_ready
from deploy.embedded.processes import stop
from deploy.embedded.programs import Program, services
from deploy.embedded.refusal import Refusal, plainly
from deploy.embedded.roles import ensure_roles
from deploy.embedded.supervisor import Supervisor
from deploy.env import data_folder


def wanted(folders: Folders, environment: Mapping[str, str], *, throwaway: bool = False) -> list[Program]:
    """The embedded servers that the environment does not replace."""
    replaced = {
        "postgres": environment.get("DATABASE_URL"),
        "valkey": environment.get("BROKER_URL"),
    }
    return [program for program in services(folders, throwaway=throwaway) if not replaced[program.name]]


def start_services(
    folders: Folders,
    others: list[Program],
    environment: Mapping[str, str],
    say: Callable[[str], None],
    *,
    throwaway: bool = False,
) -> Supervisor:
    """Start what is embedded and wait until it answers; `others` are configured, not started.

    `say` is told each step. Raises Refusal in one sentence when a server does not start.
    """
    embedded = wanted(folders, environment, throwaway=throwaway)
    names = [program.name for program in embedded]
    own_secrets(folders)
    supervisor = Supervisor(folders)
    if "postgres" in names and not (folders.postgres / "PG_VERSION").exists():
        say("Making PostgreSQL's data folder")
        initialise(folders)
    supervisor.ensure([*embedded, *others], environment)
    for name in names:
        supervisor.start(name)
    if "postgres" in names:
        wait_until_ready(folders, lambda: supervisor.stands("postgres"), say)
        try:
            ensure_roles(folders)
        except psycopg.Error as error:
            raise Refusal(f"PostgreSQL does not do as told: {str(error).strip()}") from error
    write_instance(folders, environment)
    return supervisor


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.embedded.services", description=__doc__)
    parser.add_argument("what", choices=["start", "stop"])
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--throwaway", action="store_true", help="do not wait for the disk (tests)")
    options = parser.parse_args()
    folders = Folders(options.data.absolute())
    if options.what == "stop":
        stop(folders.data)
        return 0
    folders.create()
    start_services(
        folders, [], os.environ, lambda text: print(text, file=sys.stderr), throwaway=options.throwaway
    )
    print(f"Running; addresses in {folders.data}/instance.json")
    return 0


if __name__ == "__main__":
    sys.exit(plainly(main))
