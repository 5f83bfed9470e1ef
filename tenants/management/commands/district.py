from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.actions.districts import create_district
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.rules.building_plans import BuildingPlan, read_plans


class Command(BaseCommand):
    help = "Make a district: manage.py district create SLUG NAME [--buildings CSV]"

    def add_arguments(self, parser: CommandParser) -> None:
        create = parser.add_subparsers(dest="what", required=True).add_parser("create", help="a new district")
        create.add_argument("slug", help="its address: /d/SLUG/")
        create.add_argument("name")
        create.add_argument("--buildings", type=Path, metavar="CSV", help="name,aliases,floors")
        create.add_argument("--private", action="store_true", help="not named on the first page")

    def handle(self, *args: Any, slug: str, name: str, **options: Any) -> None:
        try:
            plans = _plans(options["buildings"]) if options["buildings"] else []
            district = create_district(
                slug=slug, name=name, by=OPERATOR, is_public=not options["private"], buildings=plans
            )
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        floors = sum(len(plan.floors) for plan in plans)
        self.stdout.write(f"{district.name} (/d/{district.slug}/): {len(plans)} buildings, {floors} floors")


def _plans(file: Path) -> list[BuildingPlan]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    try:
        return read_plans(content)
    except Refusal as refusal:
        raise CommandError(f"{file}: {refusal.message}") from refusal
