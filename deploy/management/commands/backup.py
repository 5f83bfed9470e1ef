import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deploy.embedded.pg_tools import run
from deploy.embedded.refusal import Refusal, sentence_of
from deploy.env import MissingSetting, setting


class Command(BaseCommand):
    help = "Write the whole database, every district, to FILE (readable by its owner alone)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace FILE if it is there already")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        """Dump as role *backup*, the only one that sees all rows; the file appears when it is whole."""
        if file.exists() and not force:
            raise CommandError(f"{file} is there already: choose another name, or replace it with --force.")
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            run("pg_dump", setting("DATABASE_BACKUP_URL"), "--format=custom", f"--file={draft}")
            draft.replace(file)
        except OSError as error:
            raise CommandError(sentence_of(error)) from error
        except (Refusal, MissingSetting) as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {file.stat().st_size} bytes.")
