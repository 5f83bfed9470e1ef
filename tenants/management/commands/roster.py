import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import get_language
from rich.console import Console

from tenants.acts.authors import OPERATOR
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.roster.actions.importing import take_back_roster
from tenants.roster.answers import write_answers
from tenants.roster.bar import bar
from tenants.roster.console import show
from tenants.roster.files.sheet import Unreadable
from tenants.roster.left_out import left_out_workbook, write_left_out
from tenants.roster.messages import spoken
from tenants.roster.out.exporting import export_roster
from tenants.roster.report import as_json
from tenants.roster.running import Order, Outcome, run_roster

BAD_ROWS, BAD_FILE = 1, 2


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ArgumentTypeError(f"“{given}” 不是日期，应如 2026-03-01 · not a day, as 2026-03-01") from None


class Command(BaseCommand):
    help = "Import a roster (台账) of tenants, or show what an import would do; take one back."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path, metavar="FILE", help=".xlsx, .xls or .csv")
        what.add_argument("--export", type=Path, metavar="FILE", help="write the roster out, .xlsx or .csv")
        what.add_argument("--undo", metavar="BATCH", help="take an applied roster back")
        parser.add_argument("--district", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="show, write nothing")
        parser.add_argument(
            "--create-units", action="store_true", help="write down units that the file names"
        )
        parser.add_argument(
            "--skip-bad", action="store_true", help="leave out rows that are refused or asked about"
        )
        parser.add_argument("--scope", metavar="A座,B座|all", help="towers the file is complete for")
        parser.add_argument(
            "--gone-on", type=_day, metavar="DATE", help="first day of not being there, as 2026-03-01"
        )
        parser.add_argument(
            "--answers", type=Path, metavar="FILE", help="written by a dry run, read by an import"
        )
        parser.add_argument(
            "--layout", metavar="BATCH|blank", help="of --export: as that batch came in, or one to fill in"
        )
        parser.add_argument("--mapping", type=Path, metavar="FILE", help='more headings: name = ["客商"]')
        parser.add_argument("--json", action="store_true", help="one JSON object, last")

    def handle(self, *args: Any, **options: Any) -> None:
        self.language, self.json = get_language() or "zh-hans", options["json"]
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            self._stop("NOT_FOUND", spoken("no_such_district", self.language, found=options["district"]))
        elif options["undo"]:
            self._take_back(district, options["undo"])
        elif options["export"]:
            self._export(district, options["export"], options["layout"])
        else:
            self._import(district, options)

    def _import(self, district: District, options: dict[str, Any]) -> None:
        towers = [
            name.strip() for name in (options["scope"] or "").replace("，", ",").split(",") if name.strip()
        ]
        order = Order(
            file=options["file"],
            scope=tuple(towers) if towers else None,
            create_units=options["create_units"],
            skip_bad=options["skip_bad"],
            gone_on=options["gone_on"],
            answers=options["answers"],
            mapping=options["mapping"],
            dry_run=options["dry_run"],
        )
        try:
            with bar(sys.stderr, self.language) as told, scope(district):
                outcome = run_roster(order, by=OPERATOR, waiting=self._waiting, told=told)
            if order.dry_run and order.answers:
                write_answers(order.answers, [each.row for each in outcome.plan.rows], self.language)
        except Unreadable as error:
            self._stop(error.code, spoken(error.code, self.language, found=error.found, right=error.right))
        except Refusal as refusal:
            self._stop(refusal.code, str(refusal.message))
        else:
            self._report(outcome, order, district)

    def _waiting(self) -> None:
        self.stderr.write(spoken("waiting_for_import", self.language))

    def _report(self, outcome: Outcome, order: Order, district: District) -> None:
        left_out = self._left_out(outcome, order)
        if self.json:
            report = {**as_json(outcome, self.language), "left_out": str(left_out) if left_out else None}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]
            show(outcome, console, self.language, dry_run=order.dry_run, slug=district.slug)
            if left_out:
                self.stdout.write(spoken("left_out", self.language, found=str(left_out)))
        if outcome.stopped and not order.dry_run:
            raise SystemExit(BAD_ROWS)

    def _left_out(self, outcome: Outcome, order: Order) -> Path | None:
        """Writes the rows that were skipped beside the file they came from; says so where it cannot."""
        if order.dry_run or not order.skip_bad:
            return None
        content = left_out_workbook(outcome.plan.rows, outcome.reading.layouts, self.language)
        if content is None:
            return None
        try:
            return write_left_out(order.file, content)
        except OSError:
            self.stderr.write(spoken("left_out_unwritable", self.language, found=str(order.file.parent)))
            return None

    def _take_back(self, district: District, batch: str) -> None:
        try:
            with scope(district):
                taken = take_back_roster(by=OPERATOR, batch_id=UUID(batch))
        except (ValueError, NotFound):
            self._stop("NOT_FOUND", spoken("no_such_batch", self.language, found=batch))
        except Refusal as refusal:
            self._stop(refusal.code, str(refusal.message))
        else:
            if self.json:
                self.stdout.write(json.dumps({"batch": str(taken.id), "undone": True}))
            else:
                self.stdout.write(spoken("taken_back", self.language, found=taken.file_name))

    def _export(self, district: District, file: Path, layout: str | None) -> None:
        try:
            with scope(district):
                came_as = export_roster(by=OPERATOR, path=file, layout=layout, language=self.language)
        except Unreadable as error:
            self._stop(error.code, spoken(error.code, self.language, found=error.found, right=error.right))
        except NotFound:
            self._stop("NOT_FOUND", spoken("no_such_batch", self.language, found=layout or ""))
        except OSError as error:
            self._stop("file_unwritable", spoken("file_unwritable", self.language, found=str(error)))
        else:
            if self.json:
                self.stdout.write(json.dumps({"file": str(file), "layout_of": came_as}, ensure_ascii=False))
            else:
                of = f"（{came_as}）" if came_as else ""
                self.stdout.write(spoken("exported", self.language, found=str(file), right=of))

    def _stop(self, code: str, message: str) -> None:
        """One plain sentence and a non-zero exit; for programs an object as the last line."""
        self.stderr.write(message)
        if self.json:
            self.stdout.write(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))
        raise SystemExit(BAD_FILE)
