from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.comparing import Difference, differences, repair, why_not
from search.engine import SearchAway
from search.rebuilding import rebuild, rebuild_district
from tenants.models import District

# A reason takes a document to be made; an index that is far behind has no reasons worth that.
MOST_REASONS = 200


class Command(BaseCommand):
    help = "The search index: make it anew while the old one serves, or compare and repair it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        anew = what.add_parser("rebuild", help="a new index, swapped in when full")
        anew.add_argument("--district", metavar="SLUG", help="only this district's documents, in one commit")
        check = what.add_parser("check", help="a line for each difference; exit code 1 if any is left")
        check.add_argument("--dry-run", action="store_true", help="only compare, repair nothing")

    def handle(
        self, *args: Any, what: str, district: str | None = None, dry_run: bool = False, **options: Any
    ) -> None:
        try:
            if what == "check":
                self._check(repairing=not dry_run)
            else:
                self._rebuild(district)
        except SearchAway as error:
            raise CommandError(str(error)) from error

    def _rebuild(self, slug: str | None) -> None:
        if slug is None:
            count = rebuild()
        else:
            found = District.objects.filter(slug=slug).first()
            if found is None:
                raise CommandError(_("There is no district %(slug)s.") % {"slug": slug})
            count = rebuild_district(found.id)
        self.stdout.write(_("%(count)s documents are in the index.") % {"count": count})

    def _check(self, *, repairing: bool) -> None:
        found = left = 0
        for district in District.objects.order_by("slug"):
            different = still = list(differences(district.id))
            if different and repairing:
                repair(district.id, different)
                still = list(differences(district.id))
            remaining = {(subject, one) for subject, one, *_versions in still}
            for difference in different:
                subject, one, _indexed, listed = difference
                note = _("repaired")
                if (subject, one) in remaining:
                    left += 1
                    note = ""
                    if listed is not None and left <= MOST_REASONS:
                        note = why_not(district.id, subject, one) or ""
                self.stdout.write(_line(district, difference) + (f" ({note})" if note else ""))
            found += len(different)
        if left:
            raise CommandError(_("%(count)s differences between index and database.") % {"count": left})
        if found:
            self.stdout.write(_("%(count)s differences were repaired.") % {"count": found})
        self.stdout.write(_("Index and database agree."))


def _line(district: District, difference: Difference) -> str:
    subject, one, indexed, listed = difference
    return _("%(district)s %(subject)s %(id)s: index %(indexed)s, database %(listed)s") % {
        "district": district.slug,
        "subject": subject,
        "id": one,
        "indexed": "-" if indexed is None else indexed,
        "listed": "-" if listed is None else listed,
    }
