"""A phone is masked until somebody says what for; the person it belongs to can read who did."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Account, Building, Mandate, Person, RevealLog
from tests.factories.ground import (
    a_building,
    a_contact,
    a_mandate,
    a_unit,
    an_account,
    an_enterprise,
    an_office,
    moved_in,
)
from tests.factories.town import Town

CONTACTS = """query($slug: String!) { enterprise(slug: $slug) {
  contacts { id role name maskedPhone phone revealedUntil } } }"""
REVEAL = """mutation($input: RevealContactInput!) { revealContact(input: $input) {
  contact { phone revealedUntil maskedPhone } errors { code path } } }"""
WHO_READ_MINE = "{ me { reveals { totalCount edges { node { purpose at by { label } name } } } } }"


@pytest.fixture
def friend(town: Town) -> Mandate:
    """The liaison of another enterprise in the same district."""
    with scope(town.home.district):
        return a_mandate(an_account("friend"), an_enterprise("友邻公司").id)


def contact_seen(asking: Any, town: Town) -> Any:
    shown = asking.data(CONTACTS, slug=town.home.enterprise.slug)["enterprise"]["contacts"]
    return shown and shown[0]


def logged(town: Town) -> list[tuple[str, str]]:
    with scope(town.home.district):
        rows = RevealLog.objects.order_by("at").values_list("account__login", "purpose")
        return list(rows)


@pytest.mark.parametrize("login", [None, "outsider", "neighbour-liaison"])
def test_who_holds_no_mandate_here_sees_no_contacts_at_all(
    town: Town, ask: Callable[..., Any], login: str | None
) -> None:
    asking = ask(town.home.district, Account.objects.get(login=login) if login else None)
    assert contact_seen(asking, town) is None
    id = encode("Contact", town.home.contact.id)
    assert asking.data("query($id: ID!) { node(id: $id) { id } }", id=id)["node"] is None
    said = {"actingAs": encode("Mandate", town.home.mandate.id), "id": id, "purpose": "COOPERATION"}
    [error] = asking.data(REVEAL, input=said)["revealContact"]["errors"]
    assert error["code"] == "FORBIDDEN" and logged(town) == []


def test_a_purpose_shows_the_number_for_a_while_and_leaves_a_row(
    town: Town, friend: Mandate, ask: Callable[..., Any], time_machine: Any
) -> None:
    asking = ask(town.home.district, friend.account)
    before = contact_seen(asking, town)
    assert (before["name"], before["maskedPhone"], before["phone"], before["revealedUntil"]) == (
        "张三",
        "138****1234",
        None,
        None,
    )
    said = {"actingAs": encode("Mandate", friend.id), "id": before["id"], "purpose": "COOPERATION"}
    shown = asking.data(REVEAL, input=said)["revealContact"]
    assert (
        shown["errors"] == []
        and shown["contact"]["phone"] == "13800001234"
        and shown["contact"]["revealedUntil"]
    )
    assert contact_seen(asking, town)["phone"] == "13800001234"
    assert logged(town) == [("friend", "COOPERATION")]
    assert contact_seen(ask(town.home.district, town.home.secretary), town)["phone"] is None
    time_machine.move_to(timezone.now() + timedelta(hours=9))
    assert contact_seen(asking, town)["phone"] is None


def test_a_revealed_number_goes_with_the_mandate(
    town: Town, friend: Mandate, ask: Callable[..., Any]
) -> None:
    asking = ask(town.home.district, friend.account)
    id = encode("Contact", town.home.contact.id)
    asking.data(REVEAL, input={"actingAs": encode("Mandate", friend.id), "id": id, "purpose": "EMERGENCY"})
    with scope(town.home.district):
        Mandate.objects.filter(id=friend.id).update(revoked_at=timezone.now())
    assert contact_seen(asking, town) is None


def test_a_property_managers_read_is_written_down_by_itself(town: Town, ask: Callable[..., Any]) -> None:
    asking = ask(town.home.district, town.home.manager)
    asking.data(
        "query($s: String!) { enterprise(slug: $s) { contacts { maskedPhone } } }",
        s=town.home.enterprise.slug,
    )
    assert logged(town) == []
    assert contact_seen(asking, town)["phone"] == "13800001234"
    assert logged(town) == [("insider-manager", "PROPERTY_SERVICE")]


def test_a_manager_of_another_tower_must_say_what_for(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        office = an_office("B座物业")
        a_building("B座", office=office, ordinal=1)
        a_mandate(town.outsider, office.id, "PROPERTY_MANAGER")
    assert contact_seen(ask(town.home.district, town.outsider), town)["phone"] is None
    assert logged(town) == []


def test_many_numbers_cost_no_more_statements_than_one(town: Town, ask: Callable[..., Any]) -> None:
    every = "{ enterprises { edges { node { contacts { phone name } } } } }"
    asking = ask(town.home.district, town.home.manager)
    asking.data(every)
    asking.data(every)
    before = asking.statements
    with scope(town.home.district):
        building = Building.objects.get()
        for number in range(4):
            one = an_enterprise(f"第{number}公司")
            moved_in(one, a_unit(building, f"3{number}01"))
            a_contact(one, name=f"人{number}", phone=f"1390000000{number}")
    answered = asking.data(every)
    assert asking.statements == before
    assert all(edge["node"]["contacts"][0]["phone"] for edge in answered["enterprises"]["edges"])
    assert len(logged(town)) == 1 + 1 + 5


def test_the_person_concerned_reads_who_when_and_what_for(
    town: Town, friend: Mandate, ask: Callable[..., Any]
) -> None:
    with scope(town.home.district):
        Person.objects.filter(id=town.home.contact.person_id).update(account=town.insider)
        Person.objects.create(account=friend.account, name="李四")
    id = encode("Contact", town.home.contact.id)
    asking = ask(town.home.district, friend.account)
    asking.data(REVEAL, input={"actingAs": encode("Mandate", friend.id), "id": id, "purpose": "COOPERATION"})
    contact_seen(ask(town.home.district, town.home.manager), town)
    mine = ask(town.home.district, town.insider)
    assert contact_seen(mine, town)["phone"] == "13800001234"  # one's own, without a row
    reveals = mine.data(WHO_READ_MINE)["me"]["reveals"]
    told = [
        (edge["node"]["purpose"], edge["node"]["by"]["label"], edge["node"]["name"])
        for edge in reveals["edges"]
    ]
    assert told == [("PROPERTY_SERVICE", "物业服务中心", None), ("COOPERATION", "友邻公司", "李四")]
    for other in (friend.account, town.home.manager):
        assert ask(town.home.district, other).data(WHO_READ_MINE)["me"]["reveals"]["totalCount"] == 0


def test_a_neighbours_contact_answers_like_one_that_never_was(town: Town, ask: Callable[..., Any]) -> None:
    answers = []
    for id in (encode("Contact", town.home.contact.id), encode("Contact", town.home.district.id), "nonsense"):
        said = {"actingAs": encode("Mandate", town.next_door.mandate.id), "id": id, "purpose": "EMERGENCY"}
        answers.append(ask(town.next_door.district, town.neighbour).data(REVEAL, input=said)["revealContact"])
    assert answers[0] == answers[1] and answers[0]["errors"][0]["code"] == "NOT_FOUND"
    assert answers[2]["errors"][0]["code"] == "NOT_FOUND" and logged(town) == []
