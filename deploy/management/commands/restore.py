from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from deploy.embedded.pg_tools import run
from deploy.embedded.refusal import Refusal
from deploy.env import MissingSetting, setting


class Command(BaseCommand):
    help = "Fill an empty database from FILE, which `backup` wrote. All or nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore as role *owner*: tables, rights, policies and rows, in one transaction."""
        if not file.is_file():
            raise CommandError(f"{file} is not a file.")
        try:
            url = setting("DATABASE_OWNER_URL")
            make_empty(url)
            # Comments: the one on the extension belongs to whoever created it, not to us.
            run(
                "pg_restore", url, "--single-transaction", "--exit-on-error",
                "--no-owner", "--no-comments", f"--dbname={_name(url)}", str(file),
            )  # fmt: skip
        except (Refusal, MissingSetting) as refusal:
            raise CommandError(str(refusal)) from refusal
        except psycopg.OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from error
        self.stdout.write("Restored. Now run manage.py search rebuild: the index is not part of a backup.")


def _name(url: str) -> str:
    return psycopg.conninfo.conninfo_to_dict(url)["dbname"]  # type: ignore[return-value]


def make_empty(url: str) -> None:
    """Clear a database that is migrated but unused. Raises Refusal if it holds a district or an account."""
    with psycopg.connect(url) as owner:
        tables = owner.execute(
            "SELECT to_regclass('public.tenants_district'), to_regclass('public.tenants_account')"
        ).fetchone()
        if tables and all(tables):
            used = owner.execute(
                "SELECT EXISTS (SELECT FROM tenants_district) OR EXISTS (SELECT FROM tenants_account)"
            ).fetchone()
            if used and used[0]:
                raise Refusal("The database is not empty: restore into a new one, nothing was changed.")
        owner.execute("SET lock_timeout = '5s'")
        owner.execute("DROP OWNED BY CURRENT_USER")
