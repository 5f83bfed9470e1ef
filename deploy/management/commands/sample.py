import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from deploy.progress import Progress, progress
from deploy.sample import accounts, branches, doings, members, neighbour, projects, zhongde
from deploy.sample.agreements import sign
from deploy.sample.credits import open_ledger
from deploy.sample.exchanges import agree
from deploy.sample.hats import appoint
from deploy.sample.loading import STEPS, load
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.models import District


class Command(BaseCommand):
    help = "Load Zhongde Plaza and its neighbour, both invented; harmless when they are there."
    requires_system_checks = []  # of addresses and admin, which take longer than a second run

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[zhongde.SLUG])
        parser.add_argument(
            "--accounts",
            action="store_true",
            help="load nothing; print the accounts as they are now, as JSON",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.stdout.write(json.dumps(accounts.told(), ensure_ascii=False))
            return
        if not District.objects.filter(slug=zhongde.SLUG).exists():
            with progress(2 * STEPS + 1) as bar:
                try:
                    _load(bar)
                except Refusal as refusal:
                    raise CommandError(str(refusal.message)) from refusal
        if not accounts.are_told():
            count = accounts.tell()
            self.stdout.write(f"{count} sample accounts: see {accounts.FILE} in the data folder")


def _load(bar: Progress) -> None:
    """Both districts and their people, or nothing."""
    bar.step("planning", 0)
    plaza = zhongde.plan(today())
    twins = [one for one in plaza.enterprises if one.uscc and one.trade == "trade"][:4]
    bar.step("planned")
    with transaction.atomic():
        for plan in (plaza, neighbour.plan(today(), twins)):
            district, enterprises = load(plan, bar)
            if plan is plaza:
                branches.write(district, today())
            appoint(plan, district, enterprises)
            projects.begin(plan, district, enterprises)
            if plan is plaza:
                members.join(plan, district, enterprises)
                open_ledger(plan, district, enterprises)
                agree(plan, district, enterprises)
                sign(district)
                doings.begin(plan, district, enterprises, today())
