from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deploy.growing.growing import grow
from deploy.growing.names import words_of
from deploy.progress import progress
from tenants.errors import Refusal


class Command(BaseCommand):
    help = "Grow a district for measurements, from a file of names."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--district", required=True, metavar="SLUG", help="made if it is not there")
        parser.add_argument("--names", type=Path, required=True, metavar="FILE", help="one short name a line")
        parser.add_argument("--enterprises", type=int, required=True, metavar="N", help="so many more")
        parser.add_argument("--districts", type=int, default=1, metavar="M", help="SLUG, SLUG-2 … SLUG-M")

    def handle(
        self, *args: Any, district: str, names: Path, enterprises: int, districts: int, **options: Any
    ) -> None:
        if enterprises < 1 or districts < 1:
            raise CommandError("--enterprises and --districts begin at 1.")
        try:
            words = words_of(names)
        except (OSError, ValueError) as error:
            raise CommandError(f"{names}: {error}") from error
        slugs = [district, *(f"{district}-{number}" for number in range(2, districts + 1))]
        with progress(len(slugs) * enterprises) as bar:
            for slug in slugs:
                try:
                    grow(slug=slug, words=words, enterprises=enterprises, progress=bar)
                except Refusal as refusal:
                    raise CommandError(str(refusal.message)) from refusal
        self.stdout.write("Not in the search index yet: run manage.py search rebuild.")
