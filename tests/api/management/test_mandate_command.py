"""The operator's command for mandates."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

from tenants.isolation.scope import scope
from tenants.models import Account, Mandate
from tenants.readers import reader_of
from tests.factories.town import Town

ME = {"query": "{ me { mandates { id } } }"}


def mandates_of(account: Account) -> Any:
    """As GraphQL tells them to their holder."""
    client = Client()
    client.force_login(account)
    return client.post("/d/home/graphql", ME, "application/json").json()["data"]["me"]["mandates"]


def test_a_mandate_is_given_listed_and_revoked_by_the_id_that_graphql_takes(town: Town, capsys: Any) -> None:
    call_command("mandate", "give", "outsider", "property-manager", "--district=home", "--until=2099-12-31")
    id = capsys.readouterr().out.strip()
    assert mandates_of(town.outsider) == [{"id": id}]
    with scope(town.home.district):
        assert reader_of(town.outsider).principals == {town.home.office.id}
    with scope(town.next_door.district):
        assert reader_of(town.outsider).mandates == ()
    call_command("mandate", "list", "--district=home")
    [line] = [line for line in capsys.readouterr().out.splitlines() if "outsider" in line]
    assert line.startswith(f"{id}  PROPERTY_MANAGER")
    call_command("mandate", "revoke", id, "--district=home")
    with scope(town.home.district):
        assert reader_of(town.outsider).mandates == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["give", "nobody", "secretariat", "--district=home"], "no login"),
        (["give", "outsider", "secretariat", "--district=nowhere"], "no district"),
        (["give", "outsider", "liaison", "--district=home", "--for=nothing"], "--for SLUG"),
        (["give", "outsider", "secretariat", "--district=home", "--until=soon"], "not a day"),
        (["revoke", "TWE-nothing", "--district=home"], "no mandate's id"),
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
