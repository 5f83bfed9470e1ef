"""The operator's command for logins."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tenants.models import Account


def test_an_account_is_made_with_a_password_told_once(db: None, capsys: Any) -> None:
    call_command("account", "wang")
    password = capsys.readouterr().out.strip()
    account = Account.objects.get(login="wang")
    assert account.check_password(password) and not account.is_operator
    with override("en"), pytest.raises(CommandError, match="taken"):
        call_command("account", "wang")
