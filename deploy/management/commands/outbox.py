from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tenants.selectors.outbox import backlogs, poison


class Command(BaseCommand):
    help = "Show how far each consumer of the outbox is behind, and the events that were set aside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=50, help="how many set-aside events to list")

    def handle(self, *args: Any, limit: int, **options: Any) -> None:
        for row in backlogs():
            behind = f"{row.waiting} waiting, {row.lag_seconds:.1f} s behind"
            self.stdout.write(f"{row.consumer}: {behind}, {row.set_aside} set aside")
        for event in poison(limit):
            what = f"{event.consumer} {event.topic} {event.aggregate}"
            self.stdout.write(f"  {event.set_aside_at:%Y-%m-%d %H:%M} {what}: {event.error}")
