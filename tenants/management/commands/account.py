from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.actions.accounts import create_account
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal


class Command(BaseCommand):
    help = "Makes a login and prints its password, once. What it may do is said by `manage.py mandate`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")
        parser.add_argument(
            "--operator", action="store_true", help="runs the platform: may everything, everywhere"
        )

    def handle(self, *args: Any, login: str, operator: bool, **options: Any) -> None:
        try:
            _account, password = create_account(by=OPERATOR, login=login, is_operator=operator)
        except Refusal as refusal:
            raise CommandError(f"{login}: {refusal.message}") from refusal
        self.stdout.write(password)
