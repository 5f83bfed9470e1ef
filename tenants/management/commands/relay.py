from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.acts.relay import run


class Command(BaseCommand):
    help = "Hand committed events to their consumers (the search index among them), for ever."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        run(once=once)
