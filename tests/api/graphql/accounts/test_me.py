"""What somebody learns about their own login, and nobody about another's."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Mandate, Person
from tests.factories.ground import a_mandate, an_enterprise
from tests.factories.town import Town

ME = "{ me { id login name mandates { id kind label validUntil principal { kind label } } } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"


def test_the_public_is_nobody(town: Town, ask: Callable[..., Any]) -> None:
    assert ask(town.home.district).data(ME) == {"me": None}


def test_a_liaison_finds_what_she_may_act_as(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        Person.objects.create(account=town.insider, name="王五")
        second = a_mandate(
            town.insider, an_enterprise("第二公司").id, starts=date(2021, 1, 1), ends=date(2099, 1, 1)
        )
    me = ask(town.home.district, town.insider).data(ME)["me"]
    assert (me["login"], me["name"]) == ("insider-liaison", "王五")
    name = town.home.enterprise.name
    assert me["mandates"] == [
        {
            "id": encode("Mandate", town.home.mandate.id),
            "kind": "LIAISON",
            "label": name,
            "validUntil": None,
            "principal": {"kind": "ENTERPRISE", "label": name},
        },
        {
            "id": encode("Mandate", second.id),
            "kind": "LIAISON",
            "label": "第二公司",
            "validUntil": "2098-12-31",
            "principal": {"kind": "ENTERPRISE", "label": "第二公司"},
        },
    ]


def test_next_door_the_same_login_has_no_mandates(town: Town, ask: Callable[..., Any]) -> None:
    me = ask(town.next_door.district, town.insider).data(ME)["me"]
    assert (me["login"], me["name"], me["mandates"]) == ("insider-liaison", None, [])


def test_a_revoked_or_expired_mandate_is_gone_at_once(town: Town, ask: Callable[..., Any]) -> None:
    asking = ask(town.home.district, town.insider)
    assert len(asking.data(ME)["me"]["mandates"]) == 1
    with scope(town.home.district):
        a_mandate(town.insider, an_enterprise("旧公司").id, starts=date(2020, 1, 1), ends=date(2021, 1, 1))
        Mandate.objects.filter(id=town.home.mandate.id).update(revoked_at=timezone.now())
    assert asking.data(ME)["me"]["mandates"] == []


def test_nobody_looks_up_anybody_else(town: Town, ask: Callable[..., Any]) -> None:
    account, mandate = encode("Account", town.insider.id), encode("Mandate", town.home.mandate.id)
    insider = ask(town.home.district, town.insider)
    assert insider.data(NODE, id=account)["node"] and insider.data(NODE, id=mandate)["node"]
    for other in (None, town.outsider, town.neighbour):
        for id in (account, mandate):
            assert ask(town.home.district, other).data(NODE, id=id)["node"] is None
    manager = ask(town.home.district, town.home.manager)
    assert manager.data(NODE, id=account)["node"] is None
    assert manager.data(NODE, id=mandate)["node"]  # hers to revoke
    assert ask(town.next_door.district, town.insider).data(NODE, id=mandate)["node"] is None
