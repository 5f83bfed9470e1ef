import csv
import io
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.actions.readings import read_all_anew, set_local_readings
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.selectors.readings import local_readings

COLUMNS = ("phrase", "reading")


class Command(BaseCommand):
    help = (
        "How names are read in a district, as CSV (phrase,reading): manage.py readings --district SLUG "
        "[--import FILE | --export FILE | --rekey]. An empty reading leaves a phrase to the dictionary."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--district", required=True, metavar="SLUG")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--import", type=Path, metavar="FILE", dest="source", help="set what it says")
        what.add_argument("--rekey", action="store_true", help="work out anew all that is stored by them")
        what.add_argument("--export", type=Path, metavar="FILE", dest="target", help="default: print them")

    def handle(self, *args: Any, **options: Any) -> None:
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            raise CommandError(f"No district at /d/{options['district']}/.")
        if options["source"]:
            said = _read(options["source"])
            try:
                with scope(district):
                    changed = set_local_readings(by=OPERATOR, readings=said)
            except Refusal as refusal:
                raise CommandError(f"{options['source']}: {refusal.message}") from refusal
            self.stdout.write(f"{changed} of {len(said)} readings are new or changed.")
            return
        if options["rekey"]:
            with scope(district):
                read_all_anew(by=OPERATOR)
            self.stdout.write("The relay works it out.")
            return
        with scope(district):
            rows = list(local_readings().values_list(*COLUMNS))
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
        if options["target"]:
            options["target"].write_text(text.getvalue(), encoding="utf-8-sig")
        else:
            self.stdout.write(text.getvalue(), ending="")


def _read(file: Path) -> dict[str, str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{file}: {error}") from error
    if not rows or not set(COLUMNS) <= rows[0].keys():
        raise CommandError(f"{file}: the first line is {','.join(COLUMNS)}.")
    return {row["phrase"] or "": row["reading"] or "" for row in rows}
