from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.graphql.ids import encode, key_of
from tenants.actions.mandates import give, revoke
from tenants.acts.authors import OPERATOR
from tenants.calendar import day_of
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, District, Enterprise, Mandate, Principal, Role
from tenants.models.mandates import PRINCIPAL_OF_ROLE
from tenants.readers import standing_mandates
from tenants.selectors.names import names_of

ROLES = {role.value.lower().replace("_", "-"): role for role in Role}


class Command(BaseCommand):
    """In this room because a mandate is named here as GraphQL's `actingAs` takes it."""

    help = "Gives, takes away and lists mandates: manage.py mandate give LOGIN ROLE --district SLUG"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        giving = what.add_parser(
            "give",
            help="LOGIN may act in this role from today on; prints the id that GraphQL's actingAs takes",
        )
        giving.add_argument("login")
        giving.add_argument("role", choices=sorted(ROLES))
        giving.add_argument(
            "--for",
            dest="whom",
            help="the enterprise's slug (liaison), or the name of the office or Party organisation",
        )
        giving.add_argument("--until", help="the last day, as 2027-12-31")
        revoking = what.add_parser("revoke", help="take one away, at once")
        revoking.add_argument("mandate", help="its id, as `give` and `list` print it")
        listing = what.add_parser("list", help="the mandates that stand")
        for sub in (giving, revoking, listing):
            sub.add_argument("--district", required=True, metavar="SLUG")

    def handle(self, *args: Any, what: str, district: str, **options: Any) -> None:
        found = District.objects.filter(slug=district).first()
        if found is None:
            raise CommandError(f"There is no district {district!r}.")
        try:
            with scope(found):
                for line in getattr(self, f"_{what}")(**options):
                    self.stdout.write(line)
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal

    def _give(
        self, *, login: str, role: str, whom: str | None, until: str | None, **options: Any
    ) -> list[str]:
        account = Account.objects.filter(login=login).first()
        if account is None:
            raise CommandError(f"There is no login {login!r}; `manage.py account {login}` makes it.")
        last_day = day_of(until) if until else None
        if until and last_day is None:
            raise CommandError(f"--until {until}: not a day; 2027-12-31 is one.")
        mandate = give(
            by=OPERATOR,
            principal_id=_principal(ROLES[role], whom),
            account_id=account.pk,
            role=ROLES[role],
            ends=last_day + timedelta(days=1) if last_day else None,
        )
        return [encode("Mandate", mandate.pk)]

    def _revoke(self, *, mandate: str, **options: Any) -> list[str]:
        key = key_of("Mandate", mandate)
        if key is None:
            raise CommandError(f"{mandate!r} is no mandate's id; `manage.py mandate list` prints them.")
        revoke(by=OPERATOR, mandate_id=key)
        return ["revoked"]

    def _list(self, **options: Any) -> list[str]:
        standing = standing_mandates().select_related("account").order_by("role", "starts")
        return [
            f"{encode('Mandate', one.pk)}  {one.role:17} {one.account.login}  {_span(one)}"
            for one in standing
        ]


def _span(mandate: Mandate) -> str:
    return f"{mandate.starts} – {mandate.ends - timedelta(days=1) if mandate.ends else ''}"


def _principal(role: Role, whom: str | None) -> UUID:
    """For whom the role acts: the enterprise, office or organisation named, or the only one there is."""
    if role == Role.LIAISON:
        enterprise = Enterprise.objects.filter(slug=whom or "").first()
        if enterprise is None:
            raise CommandError(
                "--for SLUG names the enterprise; its slug is the last part of its page's address."
            )
        return enterprise.pk
    names = names_of(list(Principal.objects.filter(kind=PRINCIPAL_OF_ROLE[role])))
    found = [key for key, name in names.items() if not whom or name == whom]
    if len(found) != 1:
        known = ", ".join(sorted(names.values()))
        raise CommandError(f"--for NAME names the office; there are: {known or 'none'}.")
    return found[0]
