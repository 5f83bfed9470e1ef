"""`pg_dump` and `pg_restore` as one of our database roles; the password never on a command line."""

import os
import subprocess
from urllib.parse import parse_qsl, unquote, urlsplit

from deploy.embedded.binaries import postgres_program
from deploy.embedded.refusal import Refusal


def _environment(url: str) -> dict[str, str]:
    """libpq's variables for `postgresql://user:password@host:port/name?host=…&sslmode=…`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    given = {
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGHOST": options.pop("host", None) or parts.hostname or "",
        "PGPORT": str(parts.port or options.pop("port", "")),
        **{f"PG{name.upper()}": value for name, value in options.items()},
    }
    return {name: value for name, value in given.items() if value}


def run(tool: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools on the database at `url`. Raises Refusal with what it complains about."""
    done = subprocess.run(
        [str(postgres_program(tool)), *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **_environment(url)},
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if "error" in line.lower()] or [done.stderr.strip()]
        raise Refusal(f"{tool} did not finish: {told[0].removeprefix(f'{tool}: ')}")
