from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engine import SearchAway
from search.sync import differences, rebuild, rebuild_district, why_not
from tenants.models import District

# A reason takes a document to be made; an index that is far behind has no reasons worth that.
MOST_REASONS = 200


class Command(BaseCommand):
    help = "The search index: make it anew while the old one serves, or compare it with the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        anew = what.add_parser("rebuild", help="a new index, swapped in when full")
        anew.add_argument("--district", metavar="SLUG", help="only this district's documents, in one commit")
        what.add_parser("check", help="one line per difference; exit code 1 if there are any")

    def handle(self, *args: Any, what: str, district: str | None = None, **options: Any) -> None:
        try:
            if what == "check":
                self._check()
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

    def _check(self) -> None:
        found = 0
        for district in District.objects.order_by("slug"):
            for subject, one, indexed, listed in differences(district.id):
                found += 1
                reason = None
                if listed is not None and found <= MOST_REASONS:
                    reason = why_not(district.id, subject, one)
                self.stdout.write(
                    _("%(district)s %(subject)s %(id)s: index %(indexed)s, database %(listed)s")
                    % {
                        "district": district.slug,
                        "subject": subject,
                        "id": one,
                        "indexed": "-" if indexed is None else indexed,
                        "listed": "-" if listed is None else listed,
                    }
                    + (f" ({reason})" if reason else "")
                )
        if found:
            raise CommandError(_("%(count)s differences between index and database.") % {"count": found})
        self.stdout.write(_("Index and database agree."))
