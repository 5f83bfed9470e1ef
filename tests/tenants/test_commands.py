"""The operator's commands for people: accounts and mandates."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tenants.isolation.scope import scope
from tenants.models import Account, Mandate
from tenants.readers import reader_of
from tests.factories.town import Town


def test_an_account_is_made_with_a_password_told_once(db: None, capsys: Any) -> None:
    call_command("account", "wang")
    password = capsys.readouterr().out.strip()
    account = Account.objects.get(login="wang")
    assert account.check_password(password) and not account.is_operator
    with override("en"), pytest.raises(CommandError, match="taken"):
        call_command("account", "wang")


def test_a_mandate_is_given_listed_and_revoked(town: Town, capsys: Any) -> None:
    call_command("mandate", "give", "outsider", "property-manager", "--district=home", "--until=2099-12-31")
    key = capsys.readouterr().out.strip()
    with scope(town.home.district):
        assert reader_of(town.outsider).principals == {town.home.office.id}
    with scope(town.next_door.district):
        assert reader_of(town.outsider).mandates == ()
    call_command("mandate", "list", "--district=home")
    assert "outsider" in capsys.readouterr().out
    call_command("mandate", "revoke", key, "--district=home")
    with scope(town.home.district):
        assert reader_of(town.outsider).mandates == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["give", "nobody", "secretariat", "--district=home"], "no login"),
        (["give", "outsider", "secretariat", "--district=nowhere"], "no district"),
        (["give", "outsider", "liaison", "--district=home", "--for=nothing"], "--for SLUG"),
        (["give", "outsider", "secretariat", "--district=home", "--until=soon"], "not a day"),
        (
            ["give", "outsider", "secretariat", "--district=home", "--until=2000-01-01"],
            "ends before it starts",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(town: Town, arguments: list[str], said: str) -> None:
    with override("en"), pytest.raises(CommandError, match=said):
        call_command("mandate", *arguments)
    with scope(town.home.district):
        assert not Mandate.objects.filter(account=town.outsider).exists()
