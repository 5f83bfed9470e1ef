from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tenants.models import Account
from tenants.tokens import create_token


class Command(BaseCommand):
    help = "Prints a new personal access token for a login, once: it is kept as a hash only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--name", default="command line", help="what the token is for")
        parser.add_argument("--days", type=int, default=365, help="how long it works (default 365)")

    def handle(self, *args: Any, login: str, name: str, days: int, **options: Any) -> None:
        account = Account.objects.filter(login=login).first()
        if account is None:
            raise CommandError(f"There is no login {login!r}.")
        if not account.is_active:
            raise CommandError(f"{login!r} may not sign in any more.")
        if not 1 <= days <= 3650:
            raise CommandError("--days is a number from 1 to 3650.")
        _row, token = create_token(
            account=account, name=name, expires_at=timezone.now() + timedelta(days=days)
        )
        self.stdout.write(token)
